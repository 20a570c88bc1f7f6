using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>Equality of everything, and order among numbers, texts, lists and tuples.</summary>
internal static class Comparison
{
    public static bool AreEqual(Value left, Value right, Rendering rendering)
    {
        rendering.Charge(Math.Min(left.Weight, right.Weight) - 1);
        if (right is UndefinedValue)         // either side may be the strict kind, which has no equality
            return right.Equals(left);
        return left.Equals(right);
    }

    /// <summary>Whether the two stand in the order that <paramref name="sign"/> (&lt;, &lt;=, &gt;, &gt;=) asks for.</summary>
    public static bool InOrder(string sign, Value left, Value right, Rendering rendering)
    {
        rendering.Charge(Math.Min(left.Weight, right.Weight) - 1);
        return InOrder(sign, left, right);
    }

    static bool InOrder(string sign, Value left, Value right)
    {
        if (left is TextValue a && right is TextValue b)
            return Fits(sign, CodePoints.Compare(a.Raw, b.Raw));
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
            return Numbers.Compare(left, right) is { } order && Fits(sign, order);
        if ((left is ListValue && right is ListValue) || (left is TupleValue && right is TupleValue))
            return InOrder(sign, ((SequenceValue)left).Items, ((SequenceValue)right).Items);
        if (left is UndefinedValue x)
            throw x.Fault();
        if (right is UndefinedValue y)
            throw y.Fault();
        if (left is DictViewValue && right is DictViewValue)
            throw TemplateFault.Unsupported("comparing views of dicts as sets");
        throw TemplateFault.Type($"'{sign}' not supported between instances of '{left.TypeName}' and '{right.TypeName}'");
    }

    /// <summary>By the first items that differ, then by length.</summary>
    static bool InOrder(string sign, Value[] left, Value[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (!ReferenceEquals(left[i], right[i]) && !left[i].Equals(right[i]))
                return InOrder(sign, left[i], right[i]);
        }

        return Fits(sign, left.Length.CompareTo(right.Length));
    }

    static bool Fits(string sign, int order) => sign switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };
}
