namespace Sluice.Catalog.Blocks;

/// <summary>Gated delta rule (Qwen3.5's linear attention): one key size × value size matrix per value head and sequence.</summary>
public sealed record GatedDeltaBlocks(int Count, int KeyHeads, int KeySize, int ValueHeads, int ValueSize, int Convolution) : BlockGroup(Count)
{
    public override string Kind => "gated-delta";

    public override double StateElements => (double)ValueHeads * KeySize * ValueSize;

    public override double ConvolutionElements => (2 * Keys + Values) * Convolution;

    double Keys => (double)KeyHeads * KeySize;

    double Values => (double)ValueHeads * ValueSize;

    public override IEnumerable<WeightPart> Weights(int hidden)
    {
        // In: queries and keys, values and output gate, one decay and one write strength per value head. Out: values → hidden.
        var input = 2 * Keys + 2 * Values + 2.0 * ValueHeads;
        yield return new WeightPart(WeightClass.Recurrent, hidden * (input + Values));
    }
}
