namespace Sluice.Catalog.Blocks;

/// <summary>Mamba-2: a state of heads × head size × state size per sequence instead of keys and values.</summary>
public sealed record Mamba2Blocks(int Count, int Heads, int HeadSize, int StateSize, int Groups, int Convolution) : BlockGroup(Count)
{
    public override string Kind => "mamba2";

    public override double StateElements => (double)Heads * HeadSize * StateSize;

    public override double ConvolutionElements => (Inner + 2.0 * Groups * StateSize) * Convolution;

    double Inner => (double)Heads * HeadSize;

    public override IEnumerable<WeightPart> Weights(int hidden)
    {
        // In: z and x (inner each), B and C (groups × state each), one dt per head. Out: inner → hidden.
        var input = 2 * Inner + 2.0 * Groups * StateSize + Heads;
        yield return new WeightPart(WeightClass.Recurrent, hidden * (input + Inner));
    }
}
