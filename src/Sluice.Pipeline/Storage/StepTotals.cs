namespace Sluice.Pipeline.Storage;

/// <summary>Sums over the journal of one step and configuration.</summary>
/// <param name="Calls">Attempts that reached the server.</param>
/// <param name="PromptTokens">As servers counted them; calls without a count add nothing. Null when there were calls and none was counted.</param>
public sealed record StepTotals(long Calls, long? PromptTokens, long? CompletionTokens);
