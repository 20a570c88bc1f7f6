namespace Sluice.Templates.Values;

/// <summary>What <c>namespace()</c> gives: the one thing a template may change.</summary>
internal sealed class NamespaceValue : Value
{
    readonly OrderedDictionary<string, Value> attributes = new(StringComparer.Ordinal);

    public override string TypeName => "TemplateNamespace";

    public void Set(string name, Value value)
    {
        if (name.StartsWith('_'))
        {
            throw TemplateFault.Security(
                $"Chat templates cannot store underscore-prefixed attributes on a namespace, but got '{name}'. Please rename the attribute.");
        }

        attributes[name] = value;
    }

    public override Value? GetAttribute(string name) => attributes.GetValueOrDefault(name);

    public override void WriteRepr(ReprWriter writer)
    {
        writer.Append("<Namespace {");
        for (var i = 0; i < attributes.Count; i++)
        {
            var (name, value) = attributes.GetAt(i);
            writer.Append(i > 0 ? ", " : "").Write(new TextValue(name)).Append(": ").Write(value);
        }

        writer.Append("}>");
    }
}
