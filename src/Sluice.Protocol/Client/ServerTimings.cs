namespace Sluice.Protocol.Client;

/// <summary>llama.cpp's <c>timings</c> of one answer. Null where it does not say.</summary>
/// <param name="PromptMs">Milliseconds of reading the prompt.</param>
/// <param name="PredictedMs">Milliseconds of writing the answer.</param>
/// <param name="CachedTokens">Prompt tokens that were not read again (<c>cache_n</c>).</param>
/// <param name="DraftedTokens">Tokens that speculative decoding proposed.</param>
/// <param name="AcceptedTokens">Those of them that were taken.</param>
public sealed record ServerTimings(double? PromptMs, double? PredictedMs, int? CachedTokens, int? DraftedTokens, int? AcceptedTokens);
