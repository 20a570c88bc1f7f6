using System.Numerics;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>
/// All numbers between two bounds, or the multiples of a step among them, written in any way that JSON has: 6, 6.0, 0.6e1.
/// With an exponent free to come, the digits written so far fix only how the significant digits begin.
/// </summary>
internal sealed class NumberRange : NumberSet
{
    readonly NumberBounds bounds;
    readonly DecimalUnits units;
    readonly BigInteger? step; // units; null when every real number between the bounds counts
    readonly MagnitudeRange positive;
    readonly MagnitudeRange negative;
    readonly SmallBounds? small;

    /// <param name="bounds">Its figures must have been held to <see cref="MaxPlaces"/>.</param>
    public NumberRange(NumberBounds bounds)
    {
        (this.bounds, small) = (bounds, SmallBounds.Of(bounds));
        units = bounds.Units();
        step = bounds.CommonStep(units);
        BigInteger? low = bounds.Low is { } from ? units.Of(from) : null;
        BigInteger? high = bounds.High is { } to ? units.Of(to) : null;
        positive = MagnitudeRange.Of(low, bounds.LowOpen, high, bounds.HighOpen, step);
        negative = MagnitudeRange.Of(-high, bounds.HighOpen, -low, bounds.LowOpen, step);
    }

    /// <summary>Powers of ten that a bound or step may lie from one; beyond, exact arithmetic would cost too much.</summary>
    public const int MaxPlaces = 400;

    public override bool IsEmpty => positive.IsEmpty && negative.IsEmpty;

    public override bool HasAtLeast(int count) => positive.HasAtLeast(count) || negative.HasAtLeast(count);

    public override bool IsEverything => bounds.Low is null && bounds.High is null && step is null;

    public override bool Contains(JsonNumber number) => bounds.Contains(number);

    public override bool? Contains(SmallNumber number) => small?.Contains(number);

    public override bool Reaches(in NumberPrefix prefix)
    {
        var range = prefix.Negative ? negative : positive;
        if (range.IsEmpty || range.IsEverything && step is null)
            return !range.IsEmpty;
        if (SmallNumber.TryRead(prefix, out var number) && small?.Contains(number) == true)
            return true; // as it stands
        var digits = prefix.Digits();
        if (!prefix.HasExponent)
            return digits.IsZero || range.ReachesDigits(digits);
        return digits.IsZero ? range.HasZero : Exponents(range, digits, prefix.Fraction.Length).Reaches(prefix);
    }

    public override IEnumerable<JsonNumber> Reachable(byte[] prefix)
    {
        var start = new NumberPrefix(prefix);
        var (isNegative, digits, places) = (start.Negative, start.Digits(), start.Fraction.Length);
        var range = isNegative ? negative : positive;
        if (range.IsEmpty && prefix.Length > 0)
            return [];
        if (start.HasExponent && digits.IsZero)
            return range.HasZero ? [default] : [];
        if (start.HasExponent)
        {
            return Exponents(range, digits, places).Reachable(start.ExponentSign, start.ExponentDigits.ToArray())
                .Select(exponent => new DecimalUnits(places).NumberOf(isNegative ? -digits : digits, exponent));
        }

        var sizes = digits.IsZero ? range.Members() : range.MembersBeginning(digits);
        var found = sizes.Select(size => NumberOf(size, isNegative));
        return prefix.Length > 0 ? found : found.Concat(negative.Members().Select(size => NumberOf(size, true))).Distinct();
    }

    JsonNumber NumberOf((BigInteger Units, int Places) size, bool isNegative) =>
        new DecimalUnits(units.Scale + size.Places).NumberOf(isNegative ? -size.Units : size.Units);

    /// <summary>The exponents with which the digits written, so many of them after the point, make one of the numbers.</summary>
    ExponentRange Exponents(in MagnitudeRange range, BigInteger digits, int places)
    {
        var shifts = range.Shifts(digits);
        // digits × 10^(exponent - places) are digits × 10^(exponent - places + Scale) units.
        long offset = places - units.Scale;
        return new ExponentRange(
            shifts.Low == long.MinValue ? long.MinValue : shifts.Low + offset,
            shifts.High == long.MaxValue ? long.MaxValue : shifts.High + offset);
    }
}
