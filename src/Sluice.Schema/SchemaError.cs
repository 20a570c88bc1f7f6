namespace Sluice.Schema;

/// <summary>One thing that is wrong with a document.</summary>
/// <param name="InstancePath">JSON pointer of the offending value in the document: "" is the whole, "/skills/0" the first skill.</param>
/// <param name="SchemaPath">The keyword it fails, as in "#/properties/skills/minItems"; a reference leads to the place it names.</param>
/// <param name="Message">A sentence: what was found and what is allowed.</param>
public sealed record SchemaError(string InstancePath, string SchemaPath, string Message)
{
    public override string ToString() => $"{(InstancePath.Length == 0 ? "the document" : InstancePath)}: {Message} ({SchemaPath})";
}
