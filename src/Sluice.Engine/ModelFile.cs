namespace Sluice.Engine;

/// <summary>What a GGUF file says of the model in it, read without llama.cpp and without its weights.</summary>
public sealed record ModelFile
{
    /// <summary>What clients ask for: the file's name without ".gguf" and without its number among several.</summary>
    public required string Name { get; init; }

    /// <summary>Full paths, the first one first; more than one for a model in several files.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Of all its files.</summary>
    public required long Bytes { get; init; }

    /// <summary>"llama", "qwen3", "bert".</summary>
    public required string Architecture { get; init; }

    /// <summary>The name that its makers gave it; null when the file has none.</summary>
    public string? Title { get; init; }

    /// <summary>What the file is, "model", "adapter" or "mmproj"; null when it does not say.</summary>
    public string? Kind { get; init; }

    public required long Parameters { get; init; }

    /// <summary>The recipe by its usual name, such as Q4_K_M; the type of most weights where the file names none.</summary>
    public required string Quantisation { get; init; }

    /// <summary>Bits that a weight takes on average.</summary>
    public double BitsPerWeight => Parameters == 0 ? 0 : 8.0 * TensorBytes / Parameters;

    /// <summary>(type of weights) → how many are stored so, most first.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Types { get; init; }

    /// <summary>Tokens of context it was trained with; null when the file does not say.</summary>
    public long? ContextTokens { get; init; }

    public long? Layers { get; init; }

    /// <summary>Numbers of a token's state between layers.</summary>
    public long? Hidden { get; init; }

    public long? Heads { get; init; }

    /// <summary>Heads of keys and values, the most of any layer; null when the file does not say.</summary>
    public long? KeyHeads { get; init; }

    /// <summary>Experts of a layer; null for a dense model.</summary>
    public long? Experts { get; init; }

    public long? ExpertsUsed { get; init; }

    public long? VocabularySize { get; init; }

    /// <summary>Tokens that some layers look back at most; null when all see the whole context.</summary>
    public long? Window { get; init; }

    /// <summary>Whether it turns texts into vectors instead of writing.</summary>
    public bool IsEmbedding { get; init; }

    /// <summary>The Jinja text; null when it has none.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>How its chat template lays turns out: "chatml", "llama3", "gemma"; null without a template or with one that is not known.</summary>
    public string? Layout { get; init; }

    /// <summary>How its chat template marks reasoning and calls, by the names of <c>--family</c>; null without a template.</summary>
    public string? Family { get; init; }

    /// <summary>Bytes of the weights as stored.</summary>
    public required long TensorBytes { get; init; }

    /// <summary>Bytes of the weights as this machine's engine would hold them on its processor: some types are widened for speed.</summary>
    public required long LoadedBytes { get; init; }

    /// <summary>Numbers that the KV pool keeps of a token, keys and values of all layers; null when the file does not say enough, or layers are recurrent.</summary>
    public long? KvNumbers { get; init; }

    /// <summary>Bytes of the KV pool for a token; null as <see cref="KvNumbers"/>.</summary>
    public double? KvBytes(KvType type) => KvNumbers * type switch
    {
        KvType.F32 => 4,
        KvType.Q8 => 34 / 32.0, // bytes of a block / numbers in it
        KvType.Q4 => 18 / 32.0,
        _ => 2,
    };

    /// <summary>Reads a file, or all of several; an <see cref="EngineException"/> says what is wrong with it.</summary>
    public static ModelFile Read(string path) => Models.Files.ModelFileReader.Read(path);
}
