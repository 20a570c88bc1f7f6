namespace Sluice.Templates.Values;

/// <summary>A dict: keys in the order they came, compared as Python compares them (1, 1.0 and True are one key).</summary>
internal sealed class DictValue : Value
{
    readonly OrderedDictionary<Value, Value> entries;
    (long Weight, int Nesting)? size;

    public DictValue(int capacity = 0) => entries = new(capacity);

    public DictValue(DictValue other)
    {
        entries = new(other.entries);
        size = other.size;
    }

    public IReadOnlyDictionary<Value, Value> Entries => entries;

    public override string TypeName => "dict";

    public override bool IsTrue => entries.Count > 0;

    public override bool IsHashable => false;

    public override int? Count => entries.Count;

    public override long Weight => Size.Weight;

    public override int Nesting => Size.Nesting;

    (long Weight, int Nesting) Size => size ??= Measure();

    /// <summary>For the code that makes a dict: no one else may hold it yet. A key that is there keeps its place.</summary>
    public DictValue Set(Value key, Value value)
    {
        if (!key.IsHashable)
            throw TemplateFault.Type($"unhashable type: '{key.TypeName}'");
        entries[key] = value;
        return this;
    }

    /// <summary>Ends the making: sums what the dict holds, and refuses one that is too deep.</summary>
    public DictValue Sealed()
    {
        size = Measure();
        return this;
    }

    public Value? Find(Value key) => key.IsHashable && entries.TryGetValue(key, out var value) ? value : null;

    public override void WriteRepr(ReprWriter writer)
    {
        writer.Append("{");
        for (var i = 0; i < entries.Count; i++)
        {
            var (key, value) = entries.GetAt(i);
            writer.Append(i > 0 ? ", " : "").Write(key).Append(": ").Write(value);
        }

        writer.Append("}");
    }

    public override IEnumerable<Value> Iterate() => entries.Keys;

    public override Value? GetAttribute(string name) => Methods.DictMethods.Find(this, name);

    public override Value? GetItem(Value key) => Find(key);

    public override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj))
            return true;
        if (obj is not DictValue other || other.entries.Count != entries.Count)
            return false;
        foreach (var (key, value) in entries)
        {
            if (!other.entries.TryGetValue(key, out var theirs) || (!ReferenceEquals(value, theirs) && !value.Equals(theirs)))
                return false;
        }

        return true;
    }

    public override int GetHashCode() => throw TemplateFault.Type("unhashable type: 'dict'");

    (long Weight, int Nesting) Measure()
    {
        var (weight, nesting) = (1L, 0);
        foreach (var (key, value) in entries)
        {
            ContainerWeight.Add(ref weight, ref nesting, key);
            ContainerWeight.Add(ref weight, ref nesting, value);
        }

        return (weight, ContainerWeight.Deeper(nesting));
    }
}
