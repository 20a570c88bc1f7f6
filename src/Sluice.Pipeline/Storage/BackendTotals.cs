namespace Sluice.Pipeline.Storage;

/// <summary>What a run has spent at one backend, in all invocations, steps and configurations.</summary>
/// <param name="Backend">Its name; null for attempts that were no call.</param>
/// <param name="PromptTokens">As the server counted them; calls without a count add nothing.</param>
public sealed record BackendTotals(string? Backend, long PromptTokens, long CompletionTokens);
