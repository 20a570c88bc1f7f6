namespace Sluice.Templates.Values;

internal enum DictPart
{
    Keys,
    Values,
    Items,
}

/// <summary>What <c>keys()</c>, <c>values()</c> and <c>items()</c> give: countable, any number of passes, no index, not JSON.</summary>
internal sealed class DictViewValue(DictValue dict, DictPart part) : Value
{
    public DictPart Part => part;

    public override string TypeName => part switch
    {
        DictPart.Keys => "dict_keys",
        DictPart.Values => "dict_values",
        _ => "dict_items",
    };

    public override bool IsTrue => dict.IsTrue;

    public override int? Count => dict.Count;

    public override long Weight => dict.Weight;

    public override int Nesting => dict.Nesting;

    public override bool IsHashable => part == DictPart.Values;

    public override IEnumerable<Value> Iterate() => part switch
    {
        DictPart.Keys => dict.Entries.Keys,
        DictPart.Values => dict.Entries.Values,
        _ => dict.Entries.Select(entry => new TupleValue([entry.Key, entry.Value])),
    };

    public override void WriteRepr(ReprWriter writer) => writer.Append(TypeName).WriteAll("([", Iterate(), "])");

    /// <summary>Keys and items compare as sets, values by identity.</summary>
    public override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj))
            return true;
        return part != DictPart.Values && obj is DictViewValue other && other.Part == part && other.Count == Count
            && Iterate().All(item => other.Has(item));
    }

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public bool Has(Value item) => part switch
    {
        DictPart.Keys => dict.Find(item) is not null,
        DictPart.Values => dict.Entries.Values.Any(item.Equals),
        _ => item is TupleValue { Items: [var key, var value] } && dict.Find(key) is { } found && found.Equals(value),
    };
}
