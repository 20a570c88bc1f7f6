using System.Numerics;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>
/// The numbers of a schema as our own engine writes them: no exponent, integers without a point, and an end to the digits, so that a
/// model that has fallen into repeating zeros comes out again. Narrower than the schema on purpose; reading never uses it.
/// </summary>
internal sealed class PlainNumberRange : NumberSet
{
    /// <summary>Digits before the point where the schema sets no bound.</summary>
    public const int WholeDigits = 15; // every integer of 15 digits is exact in a double, so in every JSON reader
    const int FractionDigits = 9;  // finer than any amount or measure; a schema's finer bounds lift it

    readonly NumberBounds bounds;
    readonly DecimalUnits units;
    readonly int places;       // digits allowed after the point
    readonly BigInteger step;  // units
    readonly BigInteger low;   // units, closed, a multiple of the step
    readonly BigInteger high;
    readonly SmallBounds? small;
    readonly bool hasPositive; // or zero
    readonly bool hasNegative;

    public PlainNumberRange(NumberBounds schema, int wholeDigits = WholeDigits)
    {
        var stepPlaces = schema.Steps.Count == 0 ? (long?)null : schema.Steps.Max(DecimalUnits.PlacesOf);
        places = (int)Math.Max(0, stepPlaces ?? Math.Max(FractionDigits, Math.Max(PlacesOf(schema.Low), PlacesOf(schema.High)) + 1));
        units = schema.Units(places);
        step = schema.CommonStep(units) ?? BigInteger.Pow(10, units.Scale - places);

        var ceiling = units.Of(Ceiling(schema, wholeDigits));
        low = schema.Low is { } from ? CeilingOf(units.Of(from), schema.LowOpen) : CeilingOf(BigInteger.Min(-ceiling, schema.High is { } last ? units.Of(last) - ceiling : -ceiling), false);
        high = schema.High is { } to ? -CeilingOf(-units.Of(to), schema.HighOpen) : -CeilingOf(-BigInteger.Max(ceiling, schema.Low is { } first ? units.Of(first) + ceiling : ceiling), false);
        bounds = schema with { Low = units.NumberOf(low), LowOpen = false, High = units.NumberOf(high), HighOpen = false };
        small = SmallBounds.Of(bounds);
        (hasPositive, hasNegative) = (HasMember(Intervals(false, 0, 0, -1, false)), HasMember(Intervals(true, 0, 0, -1, false)));
    }

    public override bool IsEmpty => high < low;

    public override bool HasAtLeast(int count) => high - low >= step * (count - 1);

    public override bool Contains(JsonNumber number) => bounds.Contains(number);

    public override bool? Contains(SmallNumber number) => small?.Contains(number);

    public override bool Reaches(in NumberPrefix prefix)
    {
        if (prefix.Whole.IsEmpty && !prefix.HasPoint && !prefix.HasExponent)
            return prefix.Negative ? hasNegative : hasPositive;
        return IsMember(prefix)
            || HasMember(Intervals(prefix.Negative, prefix.Digits(), prefix.Whole.Length, prefix.HasPoint ? prefix.Fraction.Length : -1, prefix.HasExponent));
    }

    bool HasMember(IEnumerable<(BigInteger From, BigInteger To)> intervals)
    {
        foreach (var (from, to) in intervals)
        {
            if (First(from) <= to)
                return true;
        }

        return false;
    }

    public override IEnumerable<JsonNumber> Reachable(byte[] prefix)
    {
        var start = new NumberPrefix(prefix);
        var intervals = Intervals(start.Negative, start.Digits(), start.Whole.Length, start.HasPoint ? start.Fraction.Length : -1, start.HasExponent);
        if (prefix.Length == 0)
            intervals = intervals.Concat(Intervals(true, 0, 0, -1, false));
        return Each(intervals).Distinct();
    }

    IEnumerable<JsonNumber> Each(IEnumerable<(BigInteger From, BigInteger To)> intervals)
    {
        foreach (var (from, to) in intervals)
        {
            for (var member = First(from); member <= to; member += step)
                yield return units.NumberOf(member);
        }
    }

    /// <summary>The stretches of members, in units, whose text begins with these digits.</summary>
    /// <param name="whole">Digits before the point.</param>
    /// <param name="fraction">Digits after the point, -1 without a point.</param>
    IEnumerable<(BigInteger From, BigInteger To)> Intervals(bool isNegative, BigInteger digits, int whole, int fraction, bool hasExponent)
    {
        var (least, most) = isNegative ? (-high, -low) : (low, high);
        least = BigInteger.Max(least, isNegative ? 1 : 0); // zero has no sign here
        if (hasExponent || fraction > places || fraction >= 0 && places == 0 || most < least)
            yield break;
        if (whole == 0)
        {
            yield return Signed(least, most);
            yield break;
        }

        var width = BigInteger.Pow(10, units.Scale - Math.Max(fraction, 0));
        var from = digits * width;
        for (; from <= most; (from, width) = (from * 10, width * 10))
        {
            var to = from + width - 1;
            if (to >= least)
                yield return Signed(BigInteger.Max(from, least), BigInteger.Min(to, most));
            if (fraction >= 0 || digits.IsZero)
                yield break;
        }

        (BigInteger, BigInteger) Signed(BigInteger start, BigInteger end) => isNegative ? (-end, -start) : (start, end);
    }

    /// <summary>Whether the text, of ordinary size, is a member as it stands; zero has no sign here.</summary>
    bool IsMember(in NumberPrefix text) =>
        (!text.HasPoint || text.Fraction.Length > 0 && text.Fraction.Length <= places)
        && SmallNumber.TryRead(text, out var number) && (number.Digits != 0 || !text.Negative) && small?.Contains(number) == true;

    BigInteger First(BigInteger from) => CeilingOf(from, open: false);

    /// <summary>The first multiple of the step at or above a count, or above it only.</summary>
    BigInteger CeilingOf(BigInteger from, bool open)
    {
        var multiple = BigInteger.DivRem(from, step, out var rest) * step;
        if (rest.Sign > 0)
            multiple += step;
        return open && multiple == from ? multiple + step : multiple;
    }

    static long PlacesOf(JsonNumber? bound) => bound is { } number ? DecimalUnits.PlacesOf(number) : 0;

    /// <summary>The largest size where the schema names no bound; a step that is larger still lifts it.</summary>
    static JsonNumber Ceiling(NumberBounds schema, long wholeDigits)
    {
        var digits = schema.Steps.Select(step => step.Magnitude + 1).Append(wholeDigits).Max();
        return JsonNumber.Parse(System.Text.Encoding.ASCII.GetBytes(new string('9', (int)digits)));
    }
}
