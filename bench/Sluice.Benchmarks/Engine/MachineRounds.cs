using System.Text.Json.Nodes;

namespace Sluice.Benchmarks.Engine;

/// <summary>Sixteen answers at a time, free and under the answer machine, and what a token costs beside the model.</summary>
internal sealed class MachineRounds(AskedEngine engine, Prompts prompts, Figures figures)
{
    public const int AtOnce = 16;
    const int PromptTokens = 60, AnswerTokens = 100, WarmUpTokens = 40;

    /// <summary>(what is asked) -> the fields that ask for it.</summary>
    public static readonly IReadOnlyDictionary<string, JsonObject> Kinds = new Dictionary<string, JsonObject>
    {
        ["free, greedy"] = [],
        ["free, temperature 1, top_p 0.9"] = new() { ["temperature"] = 1, ["top_p"] = 0.9, ["seed"] = 1 },
        ["free, temperature 1.5, top_p 0.98"] = new() { ["temperature"] = 1.5, ["top_p"] = 0.98, ["seed"] = 1 }, // thousands of tokens are kept
        ["free, temperature 0.7, top_k 20, top_p 0.95"] = new() { ["temperature"] = 0.7, ["top_k"] = 20, ["top_p"] = 0.95, ["seed"] = 1 },
        ["free, temperature 1, logprobs 5"] = new() { ["temperature"] = 1, ["logprobs"] = 5, ["seed"] = 1 },
        ["machine, greedy"] = Schema("""{"type":"string","minLength":2000}"""), // every token is drawn
        ["machine, temperature 1, top_p 0.9"] = Sampled("""{"type":"string","minLength":2000}"""),
        ["machine, forced text"] = Schema(Forcing),
    };

    // A form as extraction has them: names and punctuation follow from what was written, the values do not.
    const string Forcing = """
        {"type":"array","minItems":20,"items":{"type":"object","required":["position","seniority","location"],"additionalProperties":false,"properties":{
        "position":{"type":"string","minLength":8,"maxLength":30},"seniority":{"enum":["junior","mid-level","senior","lead","unknown"]},"location":{"type":"string","minLength":4,"maxLength":20}}}}
        """;

    public async Task RunAsync()
    {
        foreach (var settings in Kinds.Values) // so that all code is compiled as it stays
            await engine.AskAllAsync(prompts.Take(AtOnce, PromptTokens), AtOnce, WarmUpTokens, settings);

        // One after another in every run, so that what the machine does meanwhile falls on all alike.
        foreach (var (kind, settings) in Kinds)
        {
            var outside = await OutsideAsync();
            var (seconds, streams) = await engine.AskAllAsync(prompts.Take(AtOnce, PromptTokens), AtOnce, AnswerTokens, settings);
            var tokens = streams.Sum(stream => stream.Tokens);
            figures.Add("machine", AtOnce, kind, tokens / seconds);
            figures.Add("outside", AtOnce, kind, 1e6 * (await OutsideAsync() - outside) / tokens);
        }
    }

    async Task<double> OutsideAsync() => await engine.MetricAsync("sluice:busy_seconds_total") - await engine.MetricAsync("sluice:model_seconds_total");

    static JsonObject Schema(string schema) => new()
    {
        ["ignore_eos"] = false,
        ["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = new JsonObject { ["name"] = "answer", ["strict"] = true, ["schema"] = JsonNode.Parse(schema) } },
    };

    static JsonObject Sampled(string schema)
    {
        var settings = Schema(schema);
        (settings["temperature"], settings["top_p"], settings["seed"]) = (1, 0.9, 1);
        return settings;
    }
}
