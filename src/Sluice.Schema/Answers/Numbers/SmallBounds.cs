using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>Bounds and steps of ordinary size, or bounds that no number of ordinary size reaches, against which numbers of ordinary size are held without taking memory.</summary>
internal sealed class SmallBounds
{
    readonly SmallNumber? low;
    readonly bool lowOpen;
    readonly SmallNumber? high;
    readonly bool highOpen;
    readonly SmallNumber[] steps;

    SmallBounds(NumberBounds bounds, SmallNumber[] steps)
    {
        (low, lowOpen) = (Small(bounds.Low), bounds.LowOpen);
        (high, highOpen) = (Small(bounds.High), bounds.HighOpen);
        this.steps = steps;
    }

    /// <summary>Null when one of the figures is out of the ordinary.</summary>
    public static SmallBounds? Of(NumberBounds bounds)
    {
        var steps = bounds.Steps.Select(SmallNumber.Of).OfType<SmallNumber>().ToArray();
        var isSmall = steps.Length == bounds.Steps.Count && IsSmallOrFar(bounds.Low, sign: -1) && IsSmallOrFar(bounds.High, sign: 1);
        return isSmall ? new SmallBounds(bounds, steps) : null;
    }

    public bool Contains(SmallNumber number)
    {
        if (low is { } from && number.CompareTo(from) is var above && (above < 0 || lowOpen && above == 0))
            return false;
        if (high is { } to && number.CompareTo(to) is var below && (below > 0 || highOpen && below == 0))
            return false;
        foreach (var step in steps)
        {
            if (!number.IsMultipleOf(step))
                return false;
        }

        return true;
    }

    /// <summary>Whether a bound is small itself, or lies so far on its side that no small number is past it.</summary>
    static bool IsSmallOrFar(JsonNumber? bound, int sign) =>
        bound is not { } figure || Small(bound) is not null || figure.Sign == sign && figure.Magnitude > SmallNumber.MaxDigits;

    static SmallNumber? Small(JsonNumber? figure) => figure is { } number ? SmallNumber.Of(number) : null;
}
