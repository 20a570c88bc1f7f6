using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c>.</summary>
static class ToolFields
{
    internal static ChatRequest ReadInto(ChatRequest request, BodyFields fields)
    {
        var tools = ReadTools(fields);
        var choice = ReadChoice(fields);
        if (choice is ToolChoice.Required or ToolChoice.Function && tools is null)
            fields.Report("tool_choice", "'tool_choice' asks for a call, but there are no 'tools'.");
        if (choice is ToolChoice.Function { Name: var name } && tools?.All(tool => tool.Name != name) is true)
            fields.Report("tool_choice", $"'tool_choice' names '{name}', which is none of the tools: {string.Join(", ", tools.Select(tool => tool.Name))}.");
        return request with { Tools = tools, ToolChoice = choice };
    }

    static List<ToolDefinition>? ReadTools(BodyFields fields)
    {
        if (fields.Take("tools") is not { } given)
            return null;
        if (given.ValueKind is not JsonValueKind.Array)
            return fields.Wrong<List<ToolDefinition>>("tools", "an array of functions", given);
        var tools = new List<ToolDefinition>();
        foreach (var element in given.EnumerateArray())
        {
            var place = $"tools[{tools.Count}]";
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty("function"u8, out var function) || function.ValueKind is not JsonValueKind.Object)
            {
                fields.Report(place, $"'{place}' must be {{\"type\":\"function\",\"function\":{{\"name\":\"…\",\"parameters\":{{…}}}}}}.");
                return null;
            }
            var members = new BodyFields(function, $"{place}.function.");
            var name = members.NeededText("name");
            var parameters = members.Take("parameters");
            if (parameters is { ValueKind: not JsonValueKind.Object } wrong)
                members.Wrong<string>("parameters", "a JSON Schema that is an object", wrong);
            if (tools.Any(tool => tool.Name == name))
                members.Report("name", $"'{place}.function.name' is '{name}', as another tool's.");
            fields.Adopt(members);
            tools.Add(new ToolDefinition(name, parameters?.Clone(), element.Clone()));
        }
        return tools.Count > 0 ? tools : null;
    }

    static ToolChoice? ReadChoice(BodyFields fields)
    {
        const string allowed = "none, auto, required or {\"type\":\"function\",\"function\":{\"name\":\"…\"}}";
        if (fields.Take("tool_choice") is not { } given)
            return null;
        if (given.ValueKind is JsonValueKind.Object && given.TryGetProperty("function"u8, out var function) && function.ValueKind is JsonValueKind.Object
            && function.TryGetProperty("name"u8, out var name) && name.ValueKind is JsonValueKind.String)
            return new ToolChoice.Function(name.GetString()!);
        return (given.ValueKind is JsonValueKind.String ? given.GetString() : null) switch
        {
            "auto" => new ToolChoice.Auto(),
            "none" => new ToolChoice.None(),
            "required" => new ToolChoice.Required(),
            _ => fields.Wrong<ToolChoice>("tool_choice", allowed, given),
        };
    }
}
