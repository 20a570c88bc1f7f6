using System.Text.Json;
using Sluice.Schema.Answers;
using Sluice.Schema.Loading;
using Sluice.Schema.Validation;
using Sluice.Schema.Values;

namespace Sluice.Schema;

/// <summary>A loaded JSON Schema. Immutable and safe to share between threads.</summary>
public sealed class JsonSchema
{
    JsonSchema(SchemaNode root, SchemaOptions options) => (Root, Options) = (root, options);

    /// <summary>The schema, every keyword checked and every reference resolved.</summary>
    public SchemaNode Root { get; }

    public SchemaOptions Options { get; }

    /// <summary>Words that its draft does not know and that are ignored, as the standard asks: mostly slips. Notes (x-…, $comment, title, …) are none of them.</summary>
    public IReadOnlyList<UnknownKeyword> UnknownKeywords => KeywordReview.Of(Root);

    /// <summary>Reads a schema from its text.</summary>
    /// <exception cref="SchemaException">It is not JSON, a key stands twice, a keyword's value is malformed, or a reference leads nowhere.</exception>
    public static JsonSchema Parse(string json, SchemaOptions? options = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth });
            return FromElement(document.RootElement, options);
        }
        catch (JsonException error)
        {
            throw new SchemaException("#", $"the schema is not JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}): {error.Message}", error);
        }
    }

    /// <inheritdoc cref="Parse"/>
    public static JsonSchema FromElement(JsonElement schema, SchemaOptions? options = null)
    {
        options ??= SchemaOptions.Default;
        return new JsonSchema(SchemaLoader.Load(schema, options), options);
    }

    /// <summary>What is wrong with a document, at most a hundred errors; empty when it is valid.</summary>
    public IReadOnlyList<SchemaError> Validate(JsonElement instance) => Validator.Validate(Root, instance);

    /// <summary>The same for a document that is still text: text that is not JSON is an error too.</summary>
    public IReadOnlyList<SchemaError> Validate(ReadOnlyMemory<byte> utf8) => Validator.Validate(Root, utf8);

    /// <summary>Makes the schema ready for writing or reading answers byte by byte.</summary>
    /// <exception cref="UnsupportedSchemaException">A keyword cannot be followed while an answer is written, and the options are strict; or nothing can satisfy the schema.</exception>
    public AnswerGrammar CompileAnswer(AnswerOptions? options = null)
    {
        options ??= AnswerOptions.Writing;
        return options.Strict ? AnswerGrammar.Compile(Root, options) : AnswerGrammar.CompileLoosely(Root, SchemaLoader.Load(Root.Source, Options), options);
    }
}
