namespace Sluice.Templates.Values;

/// <summary>A list or tuple: a fixed row of values.</summary>
internal abstract class SequenceValue : Value
{
    protected SequenceValue(Value[] items)
    {
        Items = items;
        (Weight, Nesting) = ContainerWeight.Of(items);
    }

    public Value[] Items { get; }

    public override long Weight { get; }

    public override int Nesting { get; }

    public override bool IsTrue => Items.Length > 0;

    public override int? Count => Items.Length;

    /// <summary>A value of the same type with other items.</summary>
    public abstract SequenceValue Of(Value[] items);

    public override IEnumerable<Value> Iterate() => Items;

    public override Value? GetItem(Value key)
    {
        if (!Operators.Numbers.TryInteger(key, out var number))
            return null;
        if (number < 0)
            number += Items.Length;
        return number >= 0 && number < Items.Length ? Items[(int)number] : null;
    }

    protected bool ItemsEqual(SequenceValue other)
    {
        if (Items.Length != other.Items.Length)
            return false;
        for (var i = 0; i < Items.Length; i++)
        {
            if (!ReferenceEquals(Items[i], other.Items[i]) && !Items[i].Equals(other.Items[i]))
                return false;
        }

        return true;
    }
}
