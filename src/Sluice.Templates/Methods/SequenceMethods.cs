using System.Numerics;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

/// <summary>The methods of lists and tuples.</summary>
internal static class SequenceMethods
{
    static readonly MethodTable OfList = Common()
        .Add("copy", [], (self, _, _) => self)
        .Hide("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");

    static readonly MethodTable OfTuple = Common();

    public static Value? FindOfList(ListValue owner, string name) => OfList.Find(owner, name);

    public static Value? FindOfTuple(TupleValue owner, string name) => OfTuple.Find(owner, name);

    static MethodTable Common() => new MethodTable()
        .Add("index", ["value", "start?", "stop?"], (self, a, rendering) => Index((SequenceValue)self, a, rendering))
        .Add("count", ["value"], (self, a, rendering) =>
            IntegerValue.Of(((SequenceValue)self).Items.Count(item => Same(item, a[0]!, rendering))));

    static IntegerValue Index(SequenceValue row, Value?[] a, Rendering rendering)
    {
        var (from, to) = (Bound(a[1], 0), Bound(a[2], row.Items.Length));
        for (var i = from; i < to; i++)
        {
            if (Same(row.Items[i], a[0]!, rendering))
                return IntegerValue.Of(i);
        }

        throw TemplateFault.Value($"value is not in {row.TypeName}");

        int Bound(Value? given, int otherwise)
        {
            if (given is null)
                return otherwise;
            var number = Numbers.Integer(given);
            return (int)BigInteger.Max(0, BigInteger.Min(row.Items.Length, number.Sign < 0 ? number + row.Items.Length : number));
        }
    }

    static bool Same(Value left, Value right, Rendering rendering)
    {
        rendering.Charge(1);
        return ReferenceEquals(left, right) || Comparison.AreEqual(left, right, rendering);
    }
}
