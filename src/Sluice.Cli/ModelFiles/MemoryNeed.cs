using Sluice.Engine;

namespace Sluice.Cli.ModelFiles;

/// <summary>What a model takes of this machine's memory in the embedded engine. Bytes.</summary>
/// <param name="Weights">As they are held, which for some types is wider than in the file.</param>
/// <param name="Cache">Keys and values of all sequences at the asked context; null when the file does not say enough to tell.</param>
internal sealed record MemoryNeed(long Weights, double? Cache)
{
    public double Sum => Weights + (Cache ?? 0);

    public static MemoryNeed Of(ModelFile file, int context, int concurrency, KvType type) =>
        new(file.LoadedBytes, file.IsEmbedding ? 0 : file.KvBytes(type) * context * concurrency);
}
