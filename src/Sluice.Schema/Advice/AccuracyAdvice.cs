namespace Sluice.Schema.Advice;

/// <summary>Something in a schema that is allowed and would make the answers of a model worse.</summary>
/// <param name="Path">JSON pointer of the place, as in "#/properties/verdict".</param>
/// <param name="Sentence">What it costs, and what to write instead.</param>
public sealed record AccuracyAdvice(string Path, string Sentence)
{
    public override string ToString() => $"{Path}: {Sentence}";
}
