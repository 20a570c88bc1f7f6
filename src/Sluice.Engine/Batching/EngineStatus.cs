namespace Sluice.Engine.Batching;

/// <summary>What the engine is doing, as of its last step.</summary>
public sealed record EngineStatus
{
    /// <summary>Streams that read their prompt or write their answer.</summary>
    public int Running { get; init; }

    /// <summary>Requests without a place yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Finished prompts kept for others with the same beginning.</summary>
    public int KeptPrefixes { get; init; }

    /// <summary>Tokens in the KV pool, those of kept prefixes included.</summary>
    public int KvUsed { get; init; }

    public int KvCapacity { get; init; }

    /// <summary>Steps of the model since the start.</summary>
    public long Steps { get; init; }

    /// <summary>Spent in llama.cpp since the start.</summary>
    public TimeSpan ModelTime { get; init; }

    /// <summary>Spent with anything to do since the start; beyond <see cref="ModelTime"/> it is drawing tokens, checking answers and handing them on.</summary>
    public TimeSpan BusyTime { get; init; }

    /// <summary>Answers that ended by themselves or by a stop string since the start.</summary>
    public long Stopped { get; init; }

    /// <summary>Answers that reached their token limit since the start.</summary>
    public long Cut { get; init; }

    /// <summary>Answers that failed or were cancelled since the start.</summary>
    public long Failed { get; init; }

    /// <summary>Tokens of the prompts of all answers that ended, whether computed or found.</summary>
    public long PromptTokens { get; init; }

    /// <summary>Of <see cref="PromptTokens"/>, those that another prompt had left in the KV pool.</summary>
    public long CachedPromptTokens { get; init; }

    /// <summary>Tokens written by all answers that ended.</summary>
    public long WrittenTokens { get; init; }

    /// <summary>Streams that had to give their place back to an older one and read again later.</summary>
    public long Preemptions { get; init; }

    /// <summary>Long prompts that were read in a context of their own while others wrote, since the start.</summary>
    public long PromptsReadAside { get; init; }
}
