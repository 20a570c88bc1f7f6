using Sluice.Protocol.Markup;

namespace Sluice.Engine;

/// <summary>What one embedded engine serves, and how much of the machine it may take.</summary>
public sealed record EngineOptions
{
    /// <summary>A GGUF file of a chat or text model.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Streams decoded together, 1 to 248: llama.cpp holds 256 sequences, the rest keeps finished prefixes.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>The KV pool in tokens, shared by all streams. Null: 1,024 for each stream, at least the model's own context up to 8,192.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>
    /// Compute threads. Null: cores - 1, at least 1, because llama.cpp's spinning threads collapse when they must share a core;
    /// for steps of several tokens all cores where that is measured to be faster.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>Layers of the model that a GPU computes; -1 for all. Needs a build of llama.cpp for that GPU.</summary>
    public int GpuLayers { get; init; }

    /// <summary>How the KV pool holds its numbers.</summary>
    public KvType KvType { get; init; } = KvType.F16;

    /// <summary>How the model marks reasoning and calls, by the name of its family in <see cref="AnswerMarkup.All"/>; null takes it from the chat template.</summary>
    public string? Family { get; init; }

    /// <summary>Answers that may wait beside those being written; one more is turned away as over capacity.</summary>
    public int QueueLimit { get; init; } = 4096;

    /// <summary>Whether a beginning that another prompt already has in the KV pool is shared instead of read again.</summary>
    public bool SharePrefixes { get; init; } = true;

    /// <summary>Whether weights may be held in a form that this processor multiplies faster than the file's.</summary>
    public WeightForm Weights { get; init; } = WeightForm.Fastest;

    /// <summary>Whether text that an answer must go on with (keys, punctuation, the rest of a single enum value) is appended without drawing each token.</summary>
    public bool AppendForced { get; init; } = true;

    /// <summary>An <see cref="EngineException"/> says which figure is out of bounds.</summary>
    internal void Check()
    {
        if (Parallel is < 1 or > EmbeddedEngine.MaxParallel)
            throw new EngineException($"{Parallel} parallel streams are not possible; 1 to {EmbeddedEngine.MaxParallel} are.");
        if (ContextTokens is < 32)
            throw new EngineException($"A context of {ContextTokens} tokens is too small; at least 32 are needed.");
        if (Threads is < 1 or > 512)
            throw new EngineException($"{Threads} threads are not possible; 1 to 512 are.");
        if (GpuLayers < -1)
            throw new EngineException($"{GpuLayers} layers on the GPU are not possible; -1 for all, 0 for none, or a number are.");
        if (Family is { } family && AnswerMarkup.All.All(known => known.Name != family))
            throw new EngineException($"There is no family '{family}'; there are {string.Join(", ", AnswerMarkup.All.Select(known => known.Name))}.");
    }
}
