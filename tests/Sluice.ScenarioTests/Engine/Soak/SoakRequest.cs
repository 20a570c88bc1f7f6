using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.ScenarioTests.Engine.Soak;

/// <summary>One request of the soak, by its number: the same on every run.</summary>
/// <param name="Path">Below /v1.</param>
/// <param name="Body">JSON, mostly well-formed.</param>
/// <param name="Schema">What the answer must fit; null for free text.</param>
/// <param name="LeavesAfter">Lines of the answer after which the client goes away; null when it stays, 0 before the first.</param>
internal sealed record SoakRequest(string Path, string Body, string? Schema, int? LeavesAfter)
{
    static readonly string[] Beginnings = [.. Enumerable.Range(0, 12).Select(number => string.Concat(Enumerable.Repeat($"Instruction {number}: extract what is asked. ", 1 + number % 5)))];

    public static SoakRequest Number(int number)
    {
        var random = new Random(number);
        var text = Beginnings[random.Next(Beginnings.Length)] + new string((char)('a' + random.Next(26)), random.Next(1, random.Next(20) == 0 ? 900 : 120));
        var isChat = random.Next(3) > 0;
        var schema = isChat && random.Next(3) == 0 ? SchemaOf(random) : null;
        var body = new JsonObject
        {
            ["model"] = "tiny",
            ["max_tokens"] = random.Next(40) == 0 ? random.Next(100, 300) : random.Next(1, 16),
            ["temperature"] = random.Next(2),
            ["seed"] = number,
            ["stream"] = random.Next(2) == 0,
            ["n"] = random.Next(8) == 0 ? random.Next(2, 5) : 1,
            ["cache_prompt"] = random.Next(5) > 0,
            ["ignore_eos"] = schema is null && random.Next(2) == 0,
        };
        if (isChat)
            body["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text });
        else
            body["prompt"] = text;
        if (schema is not null)
            body["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = new JsonObject { ["name"] = "x", ["strict"] = true, ["schema"] = JsonNode.Parse(schema) } };
        else
            Vary(body, random, isChat);
        return new SoakRequest(isChat ? "chat/completions" : "completions", body.ToJsonString(), schema, random.Next(4) == 0 ? random.Next(6) : null);
    }

    static void Vary(JsonObject body, Random random, bool isChat)
    {
        switch (random.Next(10))
        {
            case 0:
                body["stop"] = new JsonArray("a", "xyz");
                break;
            case 1 when isChat:
                (body["logprobs"], body["top_logprobs"]) = (true, 3);
                break;
            case 2:
                body["frequency_penalty"] = 1.5;
                break;
            case 3 when isChat:
                body["tools"] = JsonNode.Parse("""[{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]}}}]""");
                body["tool_choice"] = random.Next(2) == 0 ? "required" : "auto";
                break;
            case 4 when random.Next(4) == 0:
                body["temperature"] = -7; // refused
                break;
        }
    }

    // Some hundred different ones, so that compiled schemas come and go.
    static string SchemaOf(Random random) => JsonSerializer.Serialize(new
    {
        type = "object",
        properties = new { title = new { type = "string", maxLength = random.Next(1, 30) }, kind = new { @enum = new[] { "a", $"b{random.Next(10)}" } }, count = new { type = "integer", minimum = 0, maximum = random.Next(10) } },
        required = new[] { "title", "kind", "count" },
        additionalProperties = false,
    });
}
