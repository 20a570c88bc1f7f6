namespace Sluice.Catalog.Blocks;

/// <summary>A dense feed-forward block.</summary>
/// <param name="Matrices">3 with a gate (SwiGLU), 2 without (squared ReLU).</param>
public sealed record MlpBlocks(int Count, int Width, int Matrices) : BlockGroup(Count)
{
    public override string Kind => "mlp";

    public override IEnumerable<WeightPart> Weights(int hidden) => [new WeightPart(WeightClass.Mlp, (double)Matrices * hidden * Width)];
}
