namespace Sluice.Catalog.Blocks;

/// <summary>A mixture of experts: a router, experts of which each token uses a few, and a part that all tokens use.</summary>
/// <param name="Width">Inner width of one expert.</param>
/// <param name="Matrices">3 with a gate (SwiGLU), 2 without.</param>
public sealed record ExpertBlocks(int Count, int Experts, int Active, int Width, int Matrices) : BlockGroup(Count)
{
    /// <summary>Width of the space latent experts work in; null when they read the hidden state itself.</summary>
    public int? LatentSize { get; init; }

    /// <summary>Inner width of the shared expert (or of the dense MLP beside the experts); 0 when there is none.</summary>
    public int SharedWidth { get; init; }

    public override string Kind => "experts";

    public override IEnumerable<WeightPart> Weights(int hidden)
    {
        yield return new WeightPart(WeightClass.Experts, (double)Matrices * (LatentSize ?? hidden) * Width, Experts, Active);
        yield return new WeightPart(WeightClass.Router, (double)Experts * hidden);
        if (SharedWidth > 0) yield return new WeightPart(WeightClass.Shared, (double)Matrices * hidden * SharedWidth);
        if (LatentSize is { } latent) yield return new WeightPart(WeightClass.Latent, 2.0 * hidden * latent);
    }
}
