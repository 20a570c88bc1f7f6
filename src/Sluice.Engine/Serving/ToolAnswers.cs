using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Engine.Serving;

/// <summary>Makes the answer machine of calls: one object with the name of a tool and arguments that fit its parameters.</summary>
internal sealed class ToolAnswers
{
    readonly GrammarCache grammars = new();

    /// <returns>Null with an error, or null without one: the request must not call anything.</returns>
    public AnswerGrammar? Compile(ChatRequest request, out ApiError? error)
    {
        error = null;
        if (request.Tools is not { } tools || request.ToolChoice is ToolChoice.None)
            return null;
        var callable = request.ToolChoice is ToolChoice.Function { Name: var name } ? [tools.Single(tool => tool.Name == name)] : tools;
        // One by one first, so that an error names its tool.
        for (var i = 0; i < callable.Count && error is null; i++)
            TryCompile(SchemaOf([callable[i]]), $"tools[{tools.ToList().IndexOf(callable[i])}].function.parameters", out error);
        return error is null ? TryCompile(SchemaOf(callable), "tools", out error) : null;
    }

    AnswerGrammar? TryCompile(JsonElement schema, string param, out ApiError? error)
    {
        error = null;
        try
        {
            return grammars.Compile(schema, strict: true); // a call's arguments always validate
        }
        catch (UnsupportedSchemaException problem)
        {
            error = ApiError.Invalid(param, $"The schema cannot be held to while a call is written: {problem.Message}.") with { Code = "unsupported_schema" };
        }
        catch (SchemaException problem)
        {
            error = ApiError.Invalid(param, $"The schema is wrong: {problem.Message}.") with { Code = "invalid_schema" };
        }
        return null;
    }

    static JsonElement SchemaOf(IReadOnlyList<ToolDefinition> tools)
    {
        JsonNode[] calls = [.. tools.Select((tool, index) => CallOf(tool, index))];
        return JsonSerializer.SerializeToElement(calls is [var only] ? only : new JsonObject { ["anyOf"] = new JsonArray(calls) });
    }

    static JsonObject CallOf(ToolDefinition tool, int index)
    {
        var parameters = tool.Parameters is { } given ? JsonObject.Create(given)! : [];
        parameters.TryAdd("type", "object");
        // An identifier of its own: references within the parameters start at them, not at the schema around.
        parameters.TryAdd("$id", $"urn:tool:{index}");
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["name"] = new JsonObject { ["const"] = tool.Name }, ["arguments"] = parameters },
            ["required"] = new JsonArray("name", "arguments"),
            ["additionalProperties"] = false,
        };
    }
}
