using System.Numerics;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>What the keywords of a schema ask of a number, before it is made ready for writing.</summary>
internal sealed record NumberBounds
{
    public JsonNumber? Low { get; init; }

    /// <summary>Whether <see cref="Low"/> itself is excluded.</summary>
    public bool LowOpen { get; init; }

    public JsonNumber? High { get; init; }

    public bool HighOpen { get; init; }

    /// <summary>Numbers of which it must be a whole multiple; 1 for integers.</summary>
    public IReadOnlyList<JsonNumber> Steps { get; init; } = [];

    public NumberBounds From(JsonNumber low, bool open) =>
        Low is { } own && (own > low || own == low && LowOpen) ? this : this with { Low = low, LowOpen = open };

    public NumberBounds To(JsonNumber high, bool open) =>
        High is { } own && (own < high || own == high && HighOpen) ? this : this with { High = high, HighOpen = open };

    public NumberBounds Multiple(JsonNumber step) => Steps.Contains(step) ? this : this with { Steps = [.. Steps, step] };

    /// <summary>What both allow.</summary>
    public NumberBounds And(NumberBounds other)
    {
        var both = other.Low is { } low ? From(low, other.LowOpen) : this;
        both = other.High is { } high ? both.To(high, other.HighOpen) : both;
        return other.Steps.Aggregate(both, (bounds, step) => bounds.Multiple(step));
    }

    public bool Contains(JsonNumber number)
    {
        if (Low is { } low && (number < low || LowOpen && number == low))
            return false;
        if (High is { } high && (number > high || HighOpen && number == high))
            return false;
        foreach (var step in Steps)
        {
            if (!(step == DecimalUnits.One ? number.IsInteger : number.IsMultipleOf(step)))
                return false;
        }

        return true;
    }

    /// <summary>Units that fit every figure exactly.</summary>
    public DecimalUnits Units(int places = 0)
    {
        foreach (var figure in Steps.Append(Low ?? default).Append(High ?? default))
            places = (int)Math.Max(places, DecimalUnits.PlacesOf(figure));
        return new DecimalUnits(places);
    }

    /// <summary>The number whose multiples are the common multiples of all steps; null when there is no step.</summary>
    public BigInteger? CommonStep(DecimalUnits units) => Steps.Count == 0 ? null
        : Steps.Select(units.Of).Aggregate((left, right) => left / BigInteger.GreatestCommonDivisor(left, right) * right);
}
