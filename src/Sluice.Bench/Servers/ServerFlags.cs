using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Bench.Events;

namespace Sluice.Bench.Servers;

/// <summary>
/// How a server was started, as far as it tells anybody who asks: its entry in <c>/v1/models</c>, llama.cpp's <c>/props</c>, SGLang's
/// <c>/get_server_info</c>, vLLM's <c>cache_config_info</c> in <c>/metrics</c>. What could be a secret is left out.
/// </summary>
public static partial class ServerFlags
{
    /// <summary>Longer values, such as chat templates, are cut.</summary>
    const int MostLetters = 160;

    /// <summary>SGLang tells some two hundred; more are no flags.</summary>
    const int MostFlags = 400;

    /// <summary>Fields of an entry of <c>/v1/models</c> that every server has and that say nothing of it.</summary>
    static readonly HashSet<string> Common = new(["id", "object", "created", "permission"], StringComparer.Ordinal);

    public static async Task<IReadOnlyList<ServerFlag>> LearnAsync(SideChannel side, string model, CancellationToken ct)
    {
        var flags = new List<ServerFlag>();
        if (EntryOf(model, await side.GetJsonAsync("/v1/models", ct).ConfigureAwait(false)) is { } entry) Add(flags, entry, "", "/v1/models", Common);
        foreach (var path in (string[])["/props", "/get_server_info", "/server_info"])
        {
            if (await side.GetJsonAsync(path, ct).ConfigureAwait(false) is { } told) Add(flags, told, "", path, []);
        }

        if (await side.GetAsync("/metrics", ct).ConfigureAwait(false) is { } metrics) AddLabels(flags, metrics);
        return [.. flags.DistinctBy(flag => (flag.Name, flag.Value)).Take(MostFlags)];
    }

    static JsonElement? EntryOf(string model, JsonElement? list)
    {
        if (list is not { } found || !found.TryGetProperty("data"u8, out var data) || data.ValueKind != JsonValueKind.Array) return null;
        foreach (var entry in data.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String && id.ValueEquals(model)) return entry;
        }

        return null;
    }

    /// <summary>Scalars, with the names of what they stand in before their own; lists are left out, for they hold state (llama.cpp's slots, SGLang's histories).</summary>
    static void Add(List<ServerFlag> flags, JsonElement told, string before, string source, HashSet<string> without)
    {
        foreach (var property in told.EnumerateObject())
        {
            var name = before + property.Name;
            if (without.Contains(property.Name) || Secret().IsMatch(property.Name)) continue;
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object when before.Count(letter => letter == '.') < 2:
                    Add(flags, property.Value, name + ".", source, without);
                    break;
                case JsonValueKind.String:
                    flags.Add(new ServerFlag(name, Cut(property.Value.GetString()!), source));
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    flags.Add(new ServerFlag(name, property.Value.GetRawText(), source));
                    break;
            }
        }
    }

    /// <summary>Metrics that are no figures but settings: <c>vllm:cache_config_info{block_size="16",…} 1</c>.</summary>
    static void AddLabels(List<ServerFlag> flags, string metrics)
    {
        foreach (Match info in ConfigInfo().Matches(metrics))
        {
            foreach (Match label in Label().Matches(info.Groups[2].Value))
            {
                if (!Secret().IsMatch(label.Groups[1].Value)) flags.Add(new ServerFlag(label.Groups[1].Value, Cut(label.Groups[2].Value), $"/metrics {info.Groups[1].Value}"));
            }
        }
    }

    static string Cut(string value) => value.Length <= MostLetters ? value : string.Create(CultureInfo.InvariantCulture, $"{value[..MostLetters]}… ({value.Length:#,0} characters)");

    [GeneratedRegex("(^|[_-])(key|token|password|passwd|secret|authorization|credentials?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"^(\w+:\w*config_info)\{(.*)\} ", RegexOptions.Multiline)]
    private static partial Regex ConfigInfo();

    [GeneratedRegex(@"(\w+)=""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Label();
}
