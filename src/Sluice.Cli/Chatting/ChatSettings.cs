using System.Globalization;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Cli.Chatting;

/// <summary>How answers are drawn, as <c>/set name=value</c> and <c>--set</c> say it; what is not set is left to the server.</summary>
internal sealed class ChatSettings
{
    private static readonly Dictionary<string, (string Allowed, Func<ChatRequest, string, ChatRequest?> Apply)> Known = new(StringComparer.Ordinal)
    {
        ["temperature"] = ("a number from 0 to 2", Number(0, 2, (request, value) => request with { Temperature = value })),
        ["top_p"] = ("a number above 0, at most 1", Number(0, 1, (request, value) => value > 0 ? request with { TopP = value } : null)),
        ["top_k"] = ("a whole number from 0", Whole(0, int.MaxValue, (request, value) => request with { TopK = (int)value })),
        ["min_p"] = ("a number from 0 to 1", Number(0, 1, (request, value) => request with { MinP = value })),
        ["presence_penalty"] = ("a number from -2 to 2", Number(-2, 2, (request, value) => request with { PresencePenalty = value })),
        ["frequency_penalty"] = ("a number from -2 to 2", Number(-2, 2, (request, value) => request with { FrequencyPenalty = value })),
        ["repetition_penalty"] = ("a number above 0", Number(0, 10, (request, value) => value > 0 ? request with { RepetitionPenalty = value } : null)),
        ["max_tokens"] = ("a whole number from 1", Whole(1, int.MaxValue, (request, value) => request with { MaxTokens = (int)value })),
        ["seed"] = ("a whole number", Whole(long.MinValue, long.MaxValue, (request, value) => request with { Seed = value })),
        ["stop"] = ("a text that ends the answer", (request, value) => value.Length > 0 ? request with { Stop = [value] } : null),
        ["thinking"] = ("on or off", (request, value) => value is "on" or "off" ? request with { Extra = Thinking(value == "on") } : null),
    };

    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Values => values;

    public static string Names => string.Join(", ", Known.Keys);

    /// <summary>Takes "name=value"; "name=" forgets it.</summary>
    /// <returns>Null when it was taken; else what is wrong with it, and what is allowed.</returns>
    public (string What, string Allowed)? Set(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        (string name, string value) = at < 0 ? (text.Trim(), "") : (text[..at].Trim(), text[(at + 1)..].Trim());
        if (!Known.TryGetValue(name, out var setting)) return ($"there is no setting '{name}'{Problems.Nearest.Hint(name, Known.Keys)}", Names);
        if (at < 0) return ($"'{name}' has no value", $"{name}=VALUE: {setting.Allowed}; {name}= forgets it");
        if (value.Length == 0) values.Remove(name);
        else if (setting.Apply(new ChatRequest { Model = "", Messages = [] }, value) is null) return ($"'{name}' cannot be '{value}'", setting.Allowed);
        else values[name] = value;
        return null;
    }

    public ChatRequest Apply(ChatRequest request) => values.Aggregate(request, (sum, pair) => Known[pair.Key].Apply(sum, pair.Value)!);

    private static Func<ChatRequest, string, ChatRequest?> Number(double least, double most, Func<ChatRequest, double, ChatRequest?> apply) => (request, text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most ? apply(request, value) : null;

    private static Func<ChatRequest, string, ChatRequest?> Whole(long least, long most, Func<ChatRequest, long, ChatRequest> apply) => (request, text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most ? apply(request, value) : null;

    /// <summary>The variables that templates of Qwen3, GLM, SmolLM3 and others, and of DeepSeek and Granite, read.</summary>
    private static Dictionary<string, JsonElement> Thinking(bool on) => new()
    {
        ["chat_template_kwargs"] = JsonElement.Parse(on ? """{"enable_thinking":true,"thinking":true}""" : """{"enable_thinking":false,"thinking":false}"""),
    };
}
