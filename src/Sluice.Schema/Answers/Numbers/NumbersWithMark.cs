using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>The numbers of a set, each written with a point or an exponent: 6.0 or 6e0, but not 6.</summary>
/// <param name="inner">A set whose numbers may be written in any way; so one is always left that has such a mark.</param>
internal sealed class NumbersWithMark(NumberSet inner) : NumberSet
{
    public override bool IsEmpty => inner.IsEmpty;

    public override bool HasAtLeast(int count) => inner.HasAtLeast(count);

    public override bool Contains(JsonNumber number) => inner.Contains(number);

    public override bool MayStandAs(ReadOnlySpan<byte> text) => text.ContainsAny((byte)'.', (byte)'e', (byte)'E');

    public override bool Reaches(in NumberPrefix prefix) => inner.Reaches(prefix);

    public override IEnumerable<JsonNumber> Reachable(byte[] prefix) => inner.Reachable(prefix);
}
