namespace Sluice.Templates.Values;

/// <summary>A sequence made while it is read, once: no length, no index, not JSON, always true.</summary>
internal sealed class LazyValue(string typeName, IEnumerable<Value> items) : Value
{
    readonly IEnumerator<Value> rest = items.GetEnumerator();

    public override string TypeName => typeName;

    /// <summary>What was not read yet.</summary>
    public override IEnumerable<Value> Iterate()
    {
        while (rest.MoveNext())
            yield return rest.Current;
    }

    public override void WriteRepr(ReprWriter writer) => writer.Append($"<{typeName} object>");
}
