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

    /// <summary>Whether some value must be quoted from the text. Also true when the word only stands in a description; then answers are checked for nothing, which changes no outcome.</summary>
    public bool HasVerbatim { get; } = Document.GetRawText().Contains("x-verbatim", StringComparison.Ordinal);

    /// <summary>What is wrong with an answer; empty when it is valid.</summary>
    public IReadOnlyList<SchemaError> Validate(JsonElement answer) => Compiled.Validate(answer);

    /// <summary>Where the verbatim values of a valid answer stand in the text, and which do not.</summary>
    public GroundingReport Ground(JsonElement answer, string source) =>
        HasVerbatim ? GroundingCheck.Check(Compiled, answer, new SourceText(source)) : nothingVerbatim;
}
