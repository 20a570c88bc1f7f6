namespace Sluice.Engine.Models.Gguf;

/// <summary>What stands before the weights of a GGUF file: its facts and where each tensor lies.</summary>
/// <param name="Version">Format version, 2 or 3.</param>
/// <param name="Facts">Scalars and strings by key; of an array only its length, as <see cref="GgufArray"/>.</param>
/// <param name="Tensors">In file order.</param>
/// <param name="WeightsStart">The byte of the file at which tensor offsets count from 0.</param>
internal sealed record GgufHeader(int Version, IReadOnlyDictionary<string, object> Facts, IReadOnlyList<GgufTensor> Tensors, long WeightsStart)
{
    /// <summary>"llama", "qwen3", "bert"; null when the file does not say.</summary>
    public string? Architecture => Facts.GetValueOrDefault("general.architecture") as string;

    /// <summary>"model", "adapter", "mmproj"; null when the file does not say.</summary>
    public string? Kind => Facts.GetValueOrDefault("general.type") as string;

    /// <summary>Whether the model turns a text into one vector: by the mean of its tokens' states (1), the first one's (2) or the last one's (3), llama.cpp's pooling types.</summary>
    public bool IsEmbedding => Facts.GetValueOrDefault($"{Architecture}.pooling_type") is 1L or 2L or 3L;

    /// <summary>Whether the weights are spread over several files, of which this is one.</summary>
    public bool IsSplit => Facts.GetValueOrDefault("split.count") is long and > 1;

    /// <summary>Its place among several files, from 0.</summary>
    public long SplitIndex => Facts.GetValueOrDefault("split.no") as long? ?? 0;

    /// <summary>Reads and checks a whole header; an <see cref="EngineException"/> says what is wrong with the file.</summary>
    public static GgufHeader Read(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw new EngineException($"{path} is a folder; give the model file in it.");
            // Pipes and devices have no size, and opening one would wait for whoever writes into it.
            if (new FileInfo(path) is { Exists: true, Length: 0 })
                throw new EngineException($"{path} is not a GGUF model that can be loaded: it is empty, or no file at all.");
            using var file = new FileStream(path, new FileStreamOptions { BufferSize = 1 << 16 });
            return new GgufReader(file, path).Read();
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException($"There is no model file {path}.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"The model file {path} cannot be read: {problem.Message}", problem);
        }
    }
}
