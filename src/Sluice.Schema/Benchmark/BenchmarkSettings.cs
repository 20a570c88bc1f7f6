namespace Sluice.Schema.Benchmark;

/// <summary>How benchmark files are run.</summary>
public sealed record BenchmarkSettings
{
    /// <summary>Wall time that one schema with all its documents may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tokens in which documents are fed, with a mask of the whole vocabulary before each; null to feed bytes and make no masks.</summary>
    public BenchmarkVocabulary? Vocabulary { get; init; }

    /// <summary>How the machine reads; any order, any notation and no ceilings unless changed.</summary>
    public AnswerOptions Answers { get; init; } = AnswerOptions.Reading;

    /// <summary>How schemas are read: drafts by their $schema, formats asserted.</summary>
    public SchemaOptions Schemas { get; init; } = new() { AssertFormat = true };

    /// <summary>Documents made for a schema that has none, each with four neighbours that differ in one place.</summary>
    public int Made { get; init; } = 6;
}
