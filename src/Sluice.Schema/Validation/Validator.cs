using System.Runtime.InteropServices;
using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Patterns;
using Sluice.Schema.Values;

namespace Sluice.Schema.Validation;

/// <summary>Holds a document against a schema.</summary>
internal static class Validator
{
    const int MaxErrors = 100; // more are not read by anybody

    /// <summary>What is wrong, at most a hundred errors; empty when the document is valid.</summary>
    public static IReadOnlyList<SchemaError> Validate(SchemaNode schema, JsonElement document)
    {
        if (JsonText.FirstFlaw(document) is var (pointer, message))
            return [new SchemaError(pointer, schema.Path, message)];
        var errors = new ErrorList(MaxErrors);
        var run = new ValidationRun(errors, LimitsOf(document));
        try
        {
            run.Apply(schema, document, null);
            return errors.Errors;
        }
        catch (Exception limit) when (limit is ValidationLimitException or PatternBudgetException)
        {
            return [.. errors.Errors, run.AtLimit(limit.Message)];
        }
    }

    /// <summary>Yes or no, for a value that is known to be well formed; a limit reached is a no.</summary>
    public static bool Accepts(SchemaNode schema, JsonElement value)
    {
        var run = new ValidationRun(new ErrorList(0), LimitsOf(value));
        try
        {
            return run.Apply(schema, value, null);
        }
        catch (Exception limit) when (limit is ValidationLimitException or PatternBudgetException)
        {
            return false;
        }
    }

    /// <summary>What is wrong with a document that is still text.</summary>
    public static IReadOnlyList<SchemaError> Validate(SchemaNode schema, ReadOnlyMemory<byte> utf8)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth });
        }
        catch (JsonException error)
        {
            return [new SchemaError("", schema.Path, $"this is not JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}): {error.Message}")];
        }

        using (document)
            return Validate(schema, document.RootElement);
    }

    static ValidationLimits LimitsOf(JsonElement document) => new(JsonMarshal.GetRawUtf8Value(document).Length);
}
