using System.Numerics;

namespace Sluice.Templates.Values;

/// <summary>What <c>range</c> gives: <paramref name="count"/> integers from <paramref name="start"/>, <paramref name="step"/> apart.</summary>
internal sealed class RangeValue(BigInteger start, BigInteger stop, BigInteger step, int count) : Value
{
    public override string TypeName => "range";

    public override bool IsTrue => count > 0;

    public override int? Count => count;

    public IntegerValue At(int index) => IntegerValue.Of(start + step * index);

    public RangeValue Slice(int from, int to, int by, int length) => new(start + step * from, start + step * to, step * by, length);

    public override IEnumerable<Value> Iterate()
    {
        for (var i = 0; i < count; i++)
            yield return At(i);
    }

    public override Value? GetItem(Value key)
    {
        if (!Operators.Numbers.TryInteger(key, out var number))
            return null;
        if (number < 0)
            number += count;
        return number >= 0 && number < count ? At((int)number) : null;
    }

    public override Value? GetAttribute(string name) => Methods.RangeMethods.Find(this, name);

    /// <summary>Where a number stands; -1 when it is none of them.</summary>
    public int IndexOf(Value value)
    {
        if (count == 0 || !Operators.Numbers.TryInteger(value, out var number))
            return -1;
        var place = BigInteger.DivRem(number - start, step, out var rest);
        return rest.IsZero && place >= 0 && place < count ? (int)place : -1;
    }

    public override void WriteRepr(ReprWriter writer)
    {
        writer.Append("range(").Write(IntegerValue.Of(start)).Append(", ").Write(IntegerValue.Of(stop));
        if (!step.IsOne)
            writer.Append(", ").Write(IntegerValue.Of(step));
        writer.Append(")");
    }

    public override bool Equals(object? obj) =>
        obj is RangeValue other && other.Count == count
            && (count == 0 || (At(0).Equals(other.At(0)) && At(count - 1).Equals(other.At(count - 1))));

    public override int GetHashCode() => HashCode.Combine(count, count > 0 ? start : 0, count > 1 ? step : 0);
}
