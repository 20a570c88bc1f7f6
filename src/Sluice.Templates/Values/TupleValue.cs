namespace Sluice.Templates.Values;

internal class TupleValue(Value[] items) : SequenceValue(items)
{
    public override string TypeName => "tuple";

    public override bool IsHashable => Array.TrueForAll(Items, item => item.IsHashable);

    public override SequenceValue Of(Value[] items) => new TupleValue(items);

    public override void WriteRepr(ReprWriter writer) => writer.WriteAll("(", Items, Items.Length == 1 ? ",)" : ")");

    public override Value? GetAttribute(string name) => Methods.SequenceMethods.FindOfTuple(this, name);

    public override bool Equals(object? obj) => obj is TupleValue other && (ReferenceEquals(this, other) || ItemsEqual(other));

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var item in Items)
            hash.Add(item);
        return hash.ToHashCode();
    }
}
