namespace Sluice.Twin.Costs;

/// <summary>What one engine step holds.</summary>
public struct StepShape
{
    /// <summary>Sequences that decode one token.</summary>
    public int Decodes { get; set; }

    /// <summary>Sum of their contexts, tokens.</summary>
    public long Context { get; set; }

    /// <summary>Sum of their contexts, each cut at the model's window.</summary>
    public long WindowContext { get; set; }

    /// <summary>Prompt tokens computed.</summary>
    public int Prefill { get; set; }

    /// <summary>Sum over prompt tokens of how many tokens stand before each.</summary>
    public long PrefillPositions { get; set; }

    /// <summary>Sequences that sample a token: decodes and prompts that complete.</summary>
    public int Samples { get; set; }
}
