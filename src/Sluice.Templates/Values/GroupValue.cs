namespace Sluice.Templates.Values;

/// <summary>One group of the <c>groupby</c> filter: a pair that prints as a tuple and has names for its two items.</summary>
internal sealed class GroupValue(Value grouper, ListValue list) : TupleValue([grouper, list])
{
    public override Value? GetAttribute(string name) => name switch
    {
        "grouper" => Items[0],
        "list" => Items[1],
        _ => base.GetAttribute(name),
    };
}
