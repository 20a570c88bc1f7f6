using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Configuration;

/// <summary>What an answer must look like.</summary>
/// <param name="Document">As it was written, our own `x-` keywords included.</param>
/// <param name="Compiled">The same, loaded.</param>
public sealed record AnswerSchema(JsonElement Document, JsonSchema Compiled)
{
    static readonly GroundingReport nothingVerbatim = new([], []);

    // The word may also stand in a description; then answers are checked for nothing, which costs time and changes no outcome.
    readonly bool hasVerbatim = Document.GetRawText().Contains("x-verbatim", StringComparison.Ordinal);

    /// <summary>What is wrong with an answer; empty when it is valid.</summary>
    public IReadOnlyList<SchemaError> Validate(JsonElement answer) => Compiled.Validate(answer);

    /// <summary>Where the verbatim values of a valid answer stand in the text, and which do not.</summary>
    public GroundingReport Ground(JsonElement answer, string source) =>
        hasVerbatim ? GroundingCheck.Check(Compiled, answer, new SourceText(source)) : nothingVerbatim;
}
