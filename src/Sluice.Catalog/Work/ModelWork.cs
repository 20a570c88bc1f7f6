using Sluice.Catalog.Blocks;
using Sluice.Catalog.Models;

namespace Sluice.Catalog.Work;

/// <summary>
/// What one replica of a model holds, reads and computes at one precision: the numbers the step cost is made of. Bytes are of
/// the whole replica, before any split over devices.
/// </summary>
public sealed record ModelWork
{
    public required string Model { get; init; }

    public required string Precision { get; init; }

    /// <summary>Sequential layers that pay launch overhead.</summary>
    public required int Layers { get; init; }

    public required int Hidden { get; init; }

    /// <summary>Tensor-parallel all-reduces per step: one per block and one after the embedding.</summary>
    public required int AllReduces { get; init; }

    /// <summary>Routed experts per block; 1 for a dense model, whose <see cref="ExpertBytes"/> is 0.</summary>
    public required int Experts { get; init; }

    /// <summary>Experts one token uses in a block.</summary>
    public required int ActiveExperts { get; init; }

    /// <summary>Bytes of ONE expert index over all blocks.</summary>
    public required double ExpertBytes { get; init; }

    /// <summary>Weights every step reads: attention, recurrent, shared, latent, router, dense MLP.</summary>
    public required double DenseBytes { get; init; }

    /// <summary>Output head, read by a step that samples.</summary>
    public required double HeadBytes { get; init; }

    /// <summary>Keys and values of one token in the layers that see the whole context.</summary>
    public required double KvBytes { get; init; }

    /// <summary>Keys and values of one token in the layers with a window.</summary>
    public required double WindowKvBytes { get; init; }

    /// <summary>The longest window, tokens; 0 when no layer has one.</summary>
    public required int Window { get; init; }

    /// <summary>Recurrent and convolution state that one sequence keeps resident.</summary>
    public required double StateBytes { get; init; }

    /// <summary>What one sequence reads and writes of it in a step: twice <see cref="StateBytes"/>.</summary>
    public double StateTraffic => 2 * StateBytes;

    /// <summary>Operations per token without the head: two per active weight.</summary>
    public required double FlopsPerToken { get; init; }

    /// <summary>Operations of the head per sampled token.</summary>
    public required double HeadFlops { get; init; }

    /// <summary>Operations per token and token of context in full-attention layers.</summary>
    public required double AttentionFlops { get; init; }

    /// <summary>Everything loaded: weights, embedding and resident-only bytes.</summary>
    public required double WeightBytes { get; init; }

    /// <summary>Weights a step with one token reads: dense, head and the experts of one token.</summary>
    public double BytesPerToken => DenseBytes + HeadBytes + ActiveExperts * ExpertBytes;

    // The short convolution's state stays in the activations' type (BF16) whatever the recurrent state takes; vLLM's mamba cache.
    const double ConvolutionBits = 16;

    public static ModelWork Of(ModelSpec model, string? precisionName = null)
    {
        var precision = model.PrecisionOf(precisionName);
        var experts = model.Blocks.OfType<ExpertBlocks>().FirstOrDefault();
        var head = model.HeadParameters;
        var full = model.Blocks.Where(group => group.Window is null).ToList();
        var windowed = model.Blocks.Where(group => group.Window is not null).ToList();
        var dense = Bytes(model, precision, part => part.Class != WeightClass.Experts);
        var routed = Bytes(model, precision, part => part.Class == WeightClass.Experts);
        var headBytes = head * precision.BitsOf(WeightClass.Head) / 8;
        var embedding = model.TiedEmbedding ? 0 : head * precision.BitsOf(WeightClass.Embedding) / 8;
        return new ModelWork
        {
            Model = model.Name,
            Precision = precision.Name,
            Layers = model.Layers,
            Hidden = model.Hidden,
            AllReduces = model.Blocks.Sum(group => group.Count) + 1,
            Experts = experts?.Experts ?? 1,
            ActiveExperts = experts?.Active ?? 1,
            ExpertBytes = experts is null ? 0 : routed / experts.Experts,
            DenseBytes = dense,
            HeadBytes = headBytes,
            KvBytes = full.Sum(group => group.Count * group.KvElements) * precision.KvBits / 8,
            WindowKvBytes = windowed.Sum(group => group.Count * group.KvElements) * precision.KvBits / 8,
            Window = windowed.Count == 0 ? 0 : windowed.Max(group => group.Window!.Value),
            StateBytes = model.Blocks.Sum(group => group.Count * (group.StateElements * precision.StateBits + group.ConvolutionElements * ConvolutionBits) / 8),
            FlopsPerToken = 2 * (model.ActiveParameters - head),
            HeadFlops = 2 * head,
            AttentionFlops = full.Sum(group => group.Count * group.AttentionFlopsPerContextToken),
            WeightBytes = dense + routed + headBytes + embedding + precision.ResidentOnly,
        };
    }

    static double Bytes(ModelSpec model, Precision precision, Func<WeightPart, bool> wanted) =>
        model.Sum(part => wanted(part) ? part.Parameters * part.Copies * precision.BitsOf(part.Class) / 8 : 0);
}
