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

    /// <returns>Null with an error, or null without one: free text.</returns>
    public AnswerMachine? Create(ChatRequest request, out ApiError? error)
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
            var source = grammar.NeedsSource ? Source(request, out error) : null;
            if (error is not null)
                return null;
            var machine = grammar.Start(source);
            if (!machine.HasAnswer)
                error = HttpReplies.Ungrounded("No answer is possible: the source text has nothing that the schema's x-verbatim strings could quote.") with { Param = SchemaParam };
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

    // What verbatim strings must be spans of: the field of that name, else the last message of the user.
    internal static SourceText? Source(ChatRequest request, out ApiError? error)
    {
        error = null;
        if (request.Extra?.TryGetValue(SourceParam, out var field) is true && field.ValueKind is not JsonValueKind.Null)
        {
            if (field.ValueKind is JsonValueKind.String)
                return new SourceText(field.GetString()!);
            error = ApiError.Invalid(SourceParam, $"'{SourceParam}' must be a string: the text that x-verbatim strings are spans of.");
            return null;
        }
        if (request.Messages.LastOrDefault(message => message.Role == "user") is { } last)
            return new SourceText(last.Content);
        error = ApiError.Invalid(SourceParam, $"The schema has x-verbatim strings, so '{SourceParam}' or a message of the user is needed.");
        return null;
    }
}
