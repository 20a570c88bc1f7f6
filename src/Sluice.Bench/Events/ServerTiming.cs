namespace Sluice.Bench.Events;

/// <summary>What a server says about one answer itself, as llama.cpp does in <c>timings</c>. Null where it says nothing.</summary>
/// <param name="PromptMs">Milliseconds of reading the prompt.</param>
/// <param name="DecodeMs">Milliseconds of writing the answer.</param>
/// <param name="Drafted">Tokens that speculative decoding proposed.</param>
/// <param name="Accepted">Those of them that were taken.</param>
public sealed record ServerTiming(double? PromptMs, double? DecodeMs, int? Drafted = null, int? Accepted = null);
