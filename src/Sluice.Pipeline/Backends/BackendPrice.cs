namespace Sluice.Pipeline.Backends;

/// <summary>What a backend's tokens cost.</summary>
/// <param name="Input">USD per million prompt tokens.</param>
/// <param name="Output">USD per million tokens written, reasoning included.</param>
public sealed record BackendPrice(decimal Input, decimal Output)
{
    /// <summary>USD.</summary>
    public decimal Of(long promptTokens, long completionTokens) => ((promptTokens * Input) + (completionTokens * Output)) / 1_000_000m;
}
