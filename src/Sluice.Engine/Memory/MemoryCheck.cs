using System.Globalization;

namespace Sluice.Engine.Memory;

/// <summary>Whether a model and its KV pool fit, asked before llama.cpp takes the memory: the system would end the process without a word.</summary>
/// <param name="Weights">Bytes, as they are held.</param>
/// <param name="Pool">Bytes of the KV pool; null when the file does not say enough to tell.</param>
/// <param name="Tokens">Of the pool.</param>
/// <param name="Working">Bytes of what a step works with, at least.</param>
internal sealed record MemoryCheck(long Weights, long? Pool, int Tokens, long Working)
{
    const int NumbersPerState = 12; // of a token in a step, times the width of its state: the least that a layer has in hand

    /// <param name="tokens">Of the KV pool; 0 for none.</param>
    /// <param name="sequences">Whose scores are worked out in one step.</param>
    /// <param name="stepTokens">Most of one step.</param>
    public static MemoryCheck Of(ModelFile file, EngineOptions options, int tokens, int sequences, int stepTokens) => new(
        options.Weights == WeightForm.Fastest ? file.LoadedBytes : file.TensorBytes,
        tokens == 0 ? 0 : (long?)(file.KvBytes(options.KvType) * tokens),
        tokens,
        sizeof(float) * ((sequences * (file.VocabularySize ?? 0)) + (stepTokens * (file.Hidden ?? 0) * NumbersPerState)));

    public long Bytes => Weights + (Pool ?? 0) + Working;

    /// <summary>An <see cref="EngineException"/> says how much is missing, and what to set.</summary>
    public void Run(string path, FreeMemory? free)
    {
        if (free is null || Bytes <= free.Bytes)
            return;
        var pool = Tokens == 0 ? "" : $", a KV pool of {Count(Tokens)} tokens {(Pool is { } bytes ? Size(bytes) : "of unknown size")}";
        throw new EngineException(
            $"{path} does not fit in memory: it takes {Size(Bytes)} (weights {Size(Weights)}{pool}, working memory {Size(Working)}), and {free.Of} leaves {Size(free.Bytes)}; {Size(Bytes - free.Bytes)} are missing. {Advice(free)}");
    }

    string Advice(FreeMemory free)
    {
        var left = free.Bytes - Weights - Working;
        if (Pool is not > 0 || left <= 0)
            return "Take a smaller model or one with fewer bits a weight, or end other programs.";
        var fitting = (int)(left / ((double)Pool / Tokens)) / 256 * 256;
        return fitting >= 256
            ? $"Set a smaller context (--context {fitting.ToString(CultureInfo.InvariantCulture)} fits; without it fewer --parallel streams ask for less), or --kv-type q8_0 or q4_0, which take half and a quarter of f16."
            : "Set --kv-type q8_0 or q4_0, which take half and a quarter of f16, take a smaller model, or end other programs.";
    }

    static string Count(int tokens) => tokens.ToString("N0", CultureInfo.InvariantCulture);

    static string Size(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB");
}
