using System.Numerics;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>The sizes, without sign, of the numbers of one sign in a <see cref="NumberRange"/>: units between two bounds, or multiples of a step.</summary>
internal readonly struct MagnitudeRange
{
    readonly BigInteger low;
    readonly bool lowOpen;
    readonly BigInteger? high; // null: no end
    readonly bool highOpen;
    readonly BigInteger? step; // null: every real number; else both bounds are closed and multiples

    MagnitudeRange(BigInteger low, bool lowOpen, BigInteger? high, bool highOpen, BigInteger? step) =>
        (this.low, this.lowOpen, this.high, this.highOpen, this.step) = (low, lowOpen, high, highOpen, step);

    /// <summary>One counted from zero up, of numbers between two bounds; the part below zero is left out.</summary>
    public static MagnitudeRange Of(BigInteger? low, bool lowOpen, BigInteger? high, bool highOpen, BigInteger? step)
    {
        var from = low is { } bound && bound >= 0 ? bound : 0;
        lowOpen &= low >= 0;
        if (step is not { } multiple)
            return new MagnitudeRange(from, lowOpen, high, highOpen, null);
        var first = (from + multiple - 1) / multiple * multiple;
        if (lowOpen && first == from)
            first += multiple;
        if (high is not { } to || to < 0)
            return new MagnitudeRange(first, false, high, false, step);
        var last = to / multiple * multiple;
        return new MagnitudeRange(first, false, highOpen && last == to ? last - multiple : last, false, step);
    }

    public bool IsEmpty => high is { } last && (last < low || last == low && (lowOpen || highOpen));

    public bool HasZero => low.IsZero && !lowOpen && !IsEmpty;

    /// <summary>Whether there are so many; real numbers between two bounds are never few.</summary>
    public bool HasAtLeast(int count) => !IsEmpty && (high is not { } last || (step is { } multiple ? last - low >= multiple * (count - 1) : last > low || count <= 1));

    /// <summary>Whether there is no bound at all.</summary>
    public bool IsEverything => HasZero && high is null;

    /// <summary>Whether some member's significant digits, with zeros after them, begin like this. The digits must not be zero.</summary>
    public bool ReachesDigits(BigInteger digits)
    {
        if (step is null)
            return high is not { } last || (low.IsZero ? last > 0 : FirstDecade(digits) is var shift && Meets(digits, shift));
        return high is null || MembersBeginning(digits).Any();
    }

    /// <summary>The powers of ten that make a member of the digits, which must not be zero.</summary>
    public ExponentRange Shifts(BigInteger digits)
    {
        if (high is { IsZero: true })
            return ExponentRange.None;
        var from = low.IsZero ? long.MinValue : SmallestShift(digits, low, lowOpen);
        var to = high is not { } last ? long.MaxValue
            : highOpen ? SmallestShift(digits, last, open: false) - 1
            : SmallestShift(digits, last, open: true) - 1;
        if (step is not { } multiple)
            return new ExponentRange(from, to);
        // The digits shed their own zeros first; each further factor of ten can only help, until the step's twos and fives are used up.
        var shift = 0L;
        while ((digits % 10).IsZero)
            (digits, shift) = (digits / 10, shift - 1);
        for (var rounds = multiple.GetBitLength(); !(digits % multiple).IsZero; rounds--, shift++)
        {
            if (rounds < 0)
                return ExponentRange.None;
            digits *= 10;
        }

        return new ExponentRange(Math.Max(from, shift), to);
    }

    /// <summary>Members, as units with so many more decimal places; each once, without end when there are endless many.</summary>
    public IEnumerable<(BigInteger Units, int Places)> Members()
    {
        if (IsEmpty)
            yield break;
        if (step is { } multiple)
        {
            for (var units = low; high is not { } last || units <= last; units += multiple)
                yield return (units, 0);
            yield break;
        }

        foreach (var found in RealsFrom(low, high ?? low + 10, lowOpen, high is not null && highOpen))
            yield return found;
    }

    /// <summary>Members whose significant digits, with zeros after them, begin like this.</summary>
    public IEnumerable<(BigInteger Units, int Places)> MembersBeginning(BigInteger digits)
    {
        if (step is not { } multiple)
            return RealsBeginning(digits);
        return MultiplesBeginning(digits, multiple);
    }

    IEnumerable<(BigInteger Units, int Places)> MultiplesBeginning(BigInteger digits, BigInteger multiple)
    {
        // Members that are the digits themselves, or the digits without some of their last zeros.
        for (var shorter = digits; (shorter % 10).IsZero;)
        {
            shorter /= 10;
            if (Holds(shorter) && (shorter % multiple).IsZero)
                yield return (shorter, 0);
        }

        for (BigInteger from = digits, width = 1; high is not { } last || from <= last; from *= 10, width *= 10)
        {
            var units = (BigInteger.Max(from, low) + multiple - 1) / multiple * multiple;
            for (; units < from + width && (high is not { } end || units <= end); units += multiple)
                yield return (units, 0);
        }
    }

    IEnumerable<(BigInteger Units, int Places)> RealsBeginning(BigInteger digits)
    {
        if (high is { IsZero: true })
            yield break;
        var shift = low.IsZero ? SmallestShift(1, high ?? 1, open: false) - digits.ToString(System.Globalization.CultureInfo.InvariantCulture).Length - 1 : FirstDecade(digits);
        if (!Meets(digits, shift))
            yield break;
        var places = (int)Math.Max(0, -shift);
        var scale = DecimalUnits.PowerOfTen(places);
        var from = digits * DecimalUnits.PowerOfTen((int)Math.Max(0, shift));
        var to = from + DecimalUnits.PowerOfTen((int)Math.Max(0, shift));
        var (above, below) = (low * scale, high * scale);
        var (first, firstOpen) = above > from ? (above, lowOpen) : (from, lowOpen && above == from);
        var (last, lastOpen) = below < to ? (below.Value, highOpen) : (to, true);
        foreach (var (units, more) in RealsFrom(first, last, firstOpen, lastOpen))
            yield return (units, more + places);
    }

    /// <summary>Reals between two counts of units: the ends where they belong, then ever finer ones between.</summary>
    static IEnumerable<(BigInteger Units, int Places)> RealsFrom(BigInteger from, BigInteger to, bool fromOpen, bool toOpen)
    {
        if (!fromOpen)
            yield return (from, 0);
        if (to <= from)
            yield break;
        if (!toOpen)
            yield return (to, 0);
        for (var units = from + 1; units < to; units++)
            yield return (units, 0);
        for (var places = 1; ; places++)
        {
            var scale = DecimalUnits.PowerOfTen(places);
            for (var units = from * scale + 1; units < to * scale; units++)
            {
                if (!(units % 10).IsZero)
                    yield return (units, places);
            }
        }
    }

    bool Holds(BigInteger units) =>
        (units > low || units == low && !lowOpen) && (high is not { } last || units < last || units == last && !highOpen);

    /// <summary>The first power of ten at which numbers beginning with the digits lie above the lower bound, which must not be zero.</summary>
    long FirstDecade(BigInteger digits) => SmallestShift(digits + 1, low, open: true);

    /// <summary>Whether some of the numbers from digits × 10^shift up to (digits + 1) × 10^shift are members, given that they reach the lower bound.</summary>
    bool Meets(BigInteger digits, long shift)
    {
        if (high is not { } last)
            return true;
        var order = Compare(digits, shift, last);
        return order < 0 || order == 0 && !highOpen;
    }

    /// <summary>The smallest power of ten that lifts the digits to a bound, or above it.</summary>
    static long SmallestShift(BigInteger digits, BigInteger bound, bool open)
    {
        var shift = (long)Math.Floor(BigInteger.Log10(bound) - BigInteger.Log10(digits)) - 2;
        while (Compare(digits, shift, bound) is var order && (order < 0 || open && order == 0))
            shift++;
        return shift;
    }

    static int Compare(BigInteger digits, long shift, BigInteger bound) => shift >= 0
        ? (digits * DecimalUnits.PowerOfTen((int)shift)).CompareTo(bound)
        : digits.CompareTo(bound * DecimalUnits.PowerOfTen((int)-shift));
}
