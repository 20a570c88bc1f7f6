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

    /// <param name="request">Offers tools, or does not.</param>
    /// <param name="argumentsKey">How the model's family names the arguments in a call it writes on its own.</param>
    /// <returns>Null with an error, or null without one: the request must not call anything.</returns>
    public CallGrammars? Compile(ChatRequest request, string argumentsKey, out ApiError? error)
    {
        error = null;
        if (request.Tools is not { } tools || request.ToolChoice is ToolChoice.None)
            return null;
        var isForced = request.ToolChoice is ToolChoice.Required or ToolChoice.Function;
        var key = isForced ? "arguments" : argumentsKey;
        var callable = request.ToolChoice is ToolChoice.Function { Name: var name } ? [tools.Single(tool => tool.Name == name)] : tools;
        var arguments = new Dictionary<string, AnswerGrammar>(StringComparer.Ordinal);
        // One by one first, so that an error names its tool.
        for (var i = 0; i < callable.Count && error is null; i++)
        {
            var param = $"tools[{tools.ToList().IndexOf(callable[i])}].function.parameters";
            if (TryCompile(SchemaOf([callable[i]], key), param, out error) is not null && TryCompile(JsonSerializer.SerializeToElement(Parameters(callable[i], 0), ChatMessages.Deep), param, out error) is { } own)
                arguments[callable[i].Name] = own;
        }
        var whole = error is null ? TryCompile(SchemaOf(callable, key), "tools", out error) : null;
        var several = error is null ? TryCompile(JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = NodeOf(callable, key) }, ChatMessages.Deep), "tools", out error) : null;
        return error is null ? new CallGrammars(whole!, several!, arguments) : null;
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

    static JsonElement SchemaOf(IReadOnlyList<ToolDefinition> tools, string key) => JsonSerializer.SerializeToElement(NodeOf(tools, key), ChatMessages.Deep);

    static JsonNode NodeOf(IReadOnlyList<ToolDefinition> tools, string key)
    {
        JsonNode[] calls = [.. tools.Select((tool, index) => CallOf(tool, index, key))];
        return calls is [var only] ? only : new JsonObject { ["anyOf"] = new JsonArray(calls) };
    }

    static JsonObject CallOf(ToolDefinition tool, int index, string key) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["name"] = new JsonObject { ["const"] = tool.Name }, [key] = Parameters(tool, index) },
        ["required"] = new JsonArray("name", key),
        ["additionalProperties"] = false,
    };

    static JsonObject Parameters(ToolDefinition tool, int index)
    {
        var parameters = tool.Parameters is { } given ? JsonObject.Create(given)! : [];
        parameters.TryAdd("type", "object");
        // An identifier of its own: references within the parameters start at them, not at the schema around.
        parameters.TryAdd("$id", $"urn:tool:{index}");
        return parameters;
    }
}
