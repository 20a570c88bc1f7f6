namespace Sluice.Pipeline.Configuration;

/// <summary>How tokens are drawn and how many. What is null is left to the server.</summary>
public sealed record SamplingSpec
{
    /// <summary>0, the default, is greedy: extraction wants the likeliest answer, and runs should repeat.</summary>
    public double Temperature { get; init; }

    public double? TopP { get; init; }

    public long? Seed { get; init; }

    /// <summary>Longest answer, in tokens, reasoning included.</summary>
    public int? MaxTokens { get; init; }
}
