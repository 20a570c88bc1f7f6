namespace Sluice.Schema.Answers;

/// <summary>A keyword that an answer machine does not follow because it was asked not to be strict: it allows more there than the schema does.</summary>
/// <param name="Path">JSON pointer of the keyword, as in "#/properties/age/not"; "#" when nothing of the schema is followed.</param>
/// <param name="Reason">What stands in the way, without the path.</param>
public sealed record LooseKeyword(string Path, string Reason)
{
    public override string ToString() => $"{Path}: {Reason}";
}
