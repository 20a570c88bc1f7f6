using System.Runtime.CompilerServices;

namespace Sluice.Templates.Values;

/// <summary>A sequence made while it is read, once: no length, no index, not JSON, always true.</summary>
/// <param name="source">What its items are made from: a row of lazy values each made from the one before is as deep as a list in lists.</param>
internal sealed class LazyValue(string typeName, Value source, IEnumerable<Value> items) : Value
{
    readonly IEnumerator<Value> rest = items.GetEnumerator();

    public override string TypeName => typeName;

    public override int Nesting { get; } = ContainerWeight.Deeper(source.Nesting);

    /// <summary>What was not read yet.</summary>
    public override IEnumerable<Value> Iterate()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TemplateFault.Recursion("maximum recursion depth exceeded while reading a generator");
        while (rest.MoveNext())
            yield return rest.Current;
    }

    public override void WriteRepr(ReprWriter writer) => writer.Append($"<{typeName} object>");
}
