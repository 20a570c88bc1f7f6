using System.Diagnostics.CodeAnalysis;
using Sluice.Schema.Answers;
using Sluice.Schema.Generation.Walking;
using Sluice.Schema.Grounding;

namespace Sluice.Schema.Generation;

/// <summary>
/// Writes documents that a schema accepts, the same ones for the same seed. Where the answer machine follows the schema, a walk through
/// it cannot fail; where it refuses, documents are looked for by trial, and where none is found that is said.
/// </summary>
public sealed class InstanceGenerator
{
    readonly JsonSchema schema;
    readonly Random random;
    readonly GenerationOptions options;
    readonly AnswerGrammar? grammar;
    readonly SourceText? source;

    public InstanceGenerator(JsonSchema schema, Random random, GenerationOptions? options = null)
        : this(schema, random, options ?? GenerationOptions.Default, Compile(schema, options ?? GenerationOptions.Default))
    {
    }

    InstanceGenerator(JsonSchema schema, Random random, GenerationOptions options, AnswerGrammar? grammar)
    {
        (this.schema, this.random, this.options, this.grammar) = (schema, random, options, grammar);
        source = options.Source is { } text ? new SourceText(text) : null;
    }

    /// <summary>The same schema, compiled once, with other chances and another text to quote from. Several may write at once.</summary>
    public InstanceGenerator With(Random random, string? source) => new(schema, random, options with { Source = source }, grammar);

    /// <summary>Writes a valid document as compact JSON.</summary>
    /// <param name="document">Valid JSON, null when none was found.</param>
    /// <param name="obstacle">What stood in the way, with its place in the schema where that is known; null on success. It does not prove that there is no valid document.</param>
    public bool TryGenerate([NotNullWhen(true)] out string? document, [NotNullWhen(false)] out string? obstacle)
    {
        if (grammar is null)
            return new InstanceSearch(schema, random, options).TryFind(out document, out obstacle);
        var machine = source is null ? grammar.StartWithoutText() : grammar.Start(source);
        if (!machine.HasAnswer)
        {
            (document, obstacle) = (null, "the source text has nothing that the schema's x-verbatim strings could quote");
            return false;
        }

        return new DocumentWalk(machine, random, options).TryWrite(out document, out obstacle);
    }

    static AnswerGrammar? Compile(JsonSchema schema, GenerationOptions options)
    {
        try
        {
            return schema.CompileAnswer(AnswerOptions.Writing with
            {
                AnyPropertyOrder = options.ShuffleKeys,
                AnyNumberNotation = options.VarySpelling,
                AnyEscape = true,
            });
        }
        catch (UnsupportedSchemaException)
        {
            return null; // the search names the obstacle, if it meets one too
        }
    }
}
