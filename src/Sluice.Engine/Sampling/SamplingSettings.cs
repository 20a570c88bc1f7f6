namespace Sluice.Engine.Sampling;

/// <summary>How the next token is drawn from the model's scores.</summary>
public sealed record SamplingSettings
{
    /// <summary>0 takes the best token always; 1 draws by the model's own probabilities; more flattens them.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Draws only from the likeliest tokens that together have this probability; 1 from all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Draws only from so many of the likeliest tokens; 0 from all. Applied before <see cref="TopP"/>.</summary>
    public int TopK { get; init; }

    /// <summary>The same seed, prompt and settings draw the same numbers, whatever else runs. Null: a fresh seed each time.</summary>
    public long? Seed { get; init; }
}
