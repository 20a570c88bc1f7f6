using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>The numbers of a set that are no whole multiple of any of some steps.</summary>
/// <param name="isDense">Whether the set holds all numbers between its bounds, so that more than a few members mean a stretch of them.</param>
internal sealed class NumbersBetweenMultiples(NumberSet inner, IReadOnlyList<JsonNumber> steps, bool isDense) : NumberSet
{
    // Members asked one by one. In a stretch of all numbers multiples are single points, and among neighbouring multiples of one step
    // those of a few others leave gaps soon; with an exponent the last that could tell lies as many powers of ten away as figures may have.
    const int Enough = 64;
    const int EnoughOfSteps = 4_096;

    public override bool IsEmpty => !Reaches(new NumberPrefix([]));

    public override bool HasAtLeast(int count) => inner.Reachable([]).Where(IsBetween).Take(Math.Min(count, Enough)).Count() >= Math.Min(count, Enough);

    public override bool Contains(JsonNumber number) => inner.Contains(number) && IsBetween(number);

    public override bool MayStandAs(ReadOnlySpan<byte> text) => inner.MayStandAs(text);

    public override bool Reaches(in NumberPrefix prefix)
    {
        if (!inner.Reaches(prefix))
            return false;
        var asked = 0;
        foreach (var number in inner.Reachable(prefix.Text.ToArray()))
        {
            if (IsBetween(number))
                return true;
            if (++asked > Enough && isDense && !prefix.HasExponent)
                return true;
            if (asked > EnoughOfSteps)
                return false;
        }

        return false;
    }

    public override IEnumerable<JsonNumber> Reachable(byte[] prefix) => inner.Reachable(prefix).Where(IsBetween);

    bool IsBetween(JsonNumber number)
    {
        foreach (var step in steps)
        {
            if (number.IsMultipleOf(step))
                return false;
        }

        return true;
    }
}
