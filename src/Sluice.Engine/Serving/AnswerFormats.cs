using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Grounding;

namespace Sluice.Engine.Serving;

/// <summary>Makes the answer machine that a request's <c>response_format</c> asks for.</summary>
internal sealed class AnswerFormats
{
    const string SchemaParam = "response_format.json_schema.schema";
    const string SourceParam = "x_source_text";

    static readonly JsonElement AnyObject = JsonDocument.Parse("""{"type":"object"}""").RootElement;

    readonly GrammarCache grammars = new();

    /// <param name="request">Asks for it.</param>
    /// <param name="quoted">What verbatim strings are spans of when the request does not say; null when there is nothing.</param>
    /// <param name="error">What is wrong with the request.</param>
    /// <returns>Null with an error, or null without one: free text.</returns>
    public AnswerMachine? Create(SamplingRequest request, string? quoted, out ApiError? error)
    {
        error = null;
        var schema = request.ResponseFormat switch
        {
            ResponseFormat.JsonSchema format => format.Schema,
            ResponseFormat.JsonObject => AnyObject,
            _ => (JsonElement?)null,
        };
        if (schema is not { } asked)
            return null;
        if (request.Stop is { Count: > 0 })
        {
            error = ApiError.Invalid("stop", "'stop' cannot go together with a JSON 'response_format': it could cut the answer. Leave one of them out.");
            return null;
        }
        try
        {
            var grammar = grammars.Compile(asked, request.ResponseFormat is not ResponseFormat.JsonSchema { Strict: false });
            var source = grammar.NeedsSource ? Source(request, quoted, out error) : null;
            if (error is not null)
                return null;
            var machine = grammar.Start(source);
            if (!machine.HasAnswer)
                error = EngineErrors.Ungrounded("No answer is possible: the source text has nothing that the schema's x-verbatim strings could quote.") with { Param = SchemaParam };
            return error is null ? machine : null;
        }
        catch (UnsupportedSchemaException problem)
        {
            error = ApiError.Invalid(SchemaParam, $"The schema cannot be held to while an answer is written: {problem.Message}.") with { Code = "unsupported_schema" };
        }
        catch (SchemaException problem)
        {
            error = ApiError.Invalid(SchemaParam, $"The schema is wrong: {problem.Message}.") with { Code = "invalid_schema" };
        }
        return null;
    }

    /// <summary>What verbatim strings are spans of when the request does not say.</summary>
    internal static string? LastOfUser(ChatRequest request) => request.Messages.LastOrDefault(message => message.Role == "user")?.Content;

    // What verbatim strings must be spans of: the field of that name, else what is given here.
    internal static SourceText? Source(SamplingRequest request, string? quoted, out ApiError? error)
    {
        error = null;
        if (request.Extra?.TryGetValue(SourceParam, out var field) is true && field.ValueKind is not JsonValueKind.Null)
        {
            if (field.ValueKind is JsonValueKind.String)
                return new SourceText(field.GetString()!);
            error = ApiError.Invalid(SourceParam, $"'{SourceParam}' must be a string: the text that x-verbatim strings are spans of.");
            return null;
        }
        if (quoted is not null)
            return new SourceText(quoted);
        error = ApiError.Invalid(SourceParam, $"The schema has x-verbatim strings, so '{SourceParam}', a message of the user or a prompt that is text is needed.");
        return null;
    }
}
