using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>Known fields that would change the answer and are not served: refused by name. Fields that nobody knows are ignored, as vLLM does.</summary>
internal static class UnservedFields
{
    // field -> the values that ask for nothing
    static readonly Dictionary<string, Func<JsonElement, bool>> AsksForNothing = new(StringComparer.Ordinal)
    {
        ["functions"] = IsEmpty,
        ["lora"] = IsEmpty,
        ["lora_request"] = IsEmpty,
        ["prompt_logprobs"] = _ => false,
        ["truncate_prompt_tokens"] = _ => false,
        ["use_beam_search"] = value => value.ValueKind is JsonValueKind.False,
        ["speculative"] = IsEmpty,
        ["speculative.n_max"] = value => Is(value, 0),
        ["guided_json"] = IsEmpty,
        ["guided_regex"] = _ => false,
        ["guided_choice"] = IsEmpty,
        ["guided_grammar"] = _ => false,
        ["structured_outputs"] = IsEmpty,
        ["grammar"] = value => value.ValueKind is JsonValueKind.String && value.GetString() == "",
        ["min_tokens"] = value => Is(value, 0),
        ["stop_token_ids"] = IsEmpty,
        ["allowed_token_ids"] = IsEmpty,
        ["bad_words"] = IsEmpty,
        ["logits_processors"] = IsEmpty,
        ["context_shift"] = value => value.ValueKind is JsonValueKind.False,
        ["n_discard"] = value => Is(value, 0),
        ["audio"] = _ => false,
        ["modalities"] = value => IsEmpty(value) || value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(each => each.ValueKind is JsonValueKind.String && each.GetString() == "text"),
        ["best_of"] = value => Is(value, 1),
        ["suffix"] = value => value.ValueKind is JsonValueKind.String && value.GetString() == "",
    };

    /// <summary>The first one asked for; null when there is none.</summary>
    public static ApiError? Find(SamplingRequest request)
    {
        foreach (var (name, value) in request.Extra ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind is not JsonValueKind.Null && AsksForNothing.TryGetValue(name, out var asksForNothing) && !asksForNothing(value))
                return ApiError.Invalid(name, $"'{name}' is not served by this engine; leave it out.") with { Code = "unsupported_parameter" };
        }
        return null;
    }

    static bool IsEmpty(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 0
        || value.ValueKind is JsonValueKind.Object && !value.EnumerateObject().MoveNext();

    static bool Is(JsonElement value, double neutral) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && number == neutral;
}
