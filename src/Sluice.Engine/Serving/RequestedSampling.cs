using System.Collections.ObjectModel;
using System.Text.Json;
using Sluice.Engine.Sampling;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>What chat and plain completions ask for alike.</summary>
internal static class RequestedSampling
{
    const string IgnoreEndField = "ignore_eos", SharePrefixField = "cache_prompt";

    /// <summary>A bias or a flag that this model cannot take; null when there is none.</summary>
    public static ApiError? Conflict(SamplingRequest request, int vocabulary)
    {
        if (request.LogitBias?.Keys.FirstOrDefault(token => token >= vocabulary, -1) is >= 0 and var unknown)
            return ApiError.Invalid("logit_bias", $"'logit_bias' has the token {unknown}; the model's tokens are 0 to {vocabulary - 1}.");
        foreach (var flag in (string[])[IgnoreEndField, SharePrefixField])
        {
            if (request.Extra?.GetValueOrDefault(flag) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False) })
                return ApiError.Invalid(flag, $"'{flag}' must be true or false.");
        }
        return null;
    }

    /// <summary>One for each of the answers that a prompt gets: they differ in the seed, and each has an answer machine of its own.</summary>
    public static IEnumerable<GenerationRequest> Requests(SamplingRequest request, GenerationRequest first)
    {
        for (var i = 0; i < (request.Answers ?? 1); i++)
        {
            yield return first with
            {
                MaxTokens = request.MaxTokens,
                Stop = request.Stop ?? [],
                TopScores = request.TopScores,
                IgnoreEnd = first.Answer is null && request.Extra?.GetValueOrDefault(IgnoreEndField).ValueKind is JsonValueKind.True,
                SharePrefix = request.Extra?.GetValueOrDefault(SharePrefixField).ValueKind is not JsonValueKind.False,
                Answer = first.Answer?.Fork(),
                Sampling = Settings(request) with { Seed = request.Seed is { } seed ? unchecked(seed + i) : null },
            };
        }
    }

    static SamplingSettings Settings(SamplingRequest request) => new()
    {
        Temperature = request.Temperature ?? 1, // OpenAI's default
        TopP = request.TopP ?? 1,
        TopK = Math.Max(0, request.TopK ?? 0), // -1 means all, as with vLLM
        MinP = request.MinP ?? 0,
        PresencePenalty = request.PresencePenalty ?? 0,
        FrequencyPenalty = request.FrequencyPenalty ?? 0,
        RepetitionPenalty = request.RepetitionPenalty ?? 1,
        Bias = request.LogitBias ?? ReadOnlyDictionary<int, double>.Empty,
    };
}
