namespace Sluice.Engine.Batching;

/// <summary>Bounds of one step of the model.</summary>
/// <param name="Tokens">Most tokens of a step.</param>
/// <param name="PromptTokensBesideWriting">Most prompt tokens of a step in which answers are written too: what a running stream waits longer for its next token.</param>
internal sealed record StepLimits(int Tokens, int PromptTokensBesideWriting);
