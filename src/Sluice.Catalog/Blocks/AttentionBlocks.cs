namespace Sluice.Catalog.Blocks;

/// <summary>Softmax attention with grouped keys and values.</summary>
public sealed record AttentionBlocks(int Count, int QueryHeads, int KvHeads, int HeadSize) : BlockGroup(Count)
{
    /// <summary>Sliding window in tokens; null for full attention.</summary>
    public int? SlidingWindow { get; init; }

    /// <summary>Keys and values come from one projection (Gemma's global layers). Both are still cached.</summary>
    public bool SharedKv { get; init; }

    /// <summary>The query projection is doubled by an output gate (Qwen3.5).</summary>
    public bool Gated { get; init; }

    public override string Kind => "attention";

    public override int? Window => SlidingWindow;

    public override double KvElements => 2.0 * KvHeads * HeadSize;

    public override double AttentionFlopsPerContextToken => 4.0 * QueryHeads * HeadSize;

    public override IEnumerable<WeightPart> Weights(int hidden)
    {
        double queries = QueryHeads * (double)HeadSize;
        double keys = KvHeads * (double)HeadSize;
        yield return new WeightPart(WeightClass.Attention, hidden * (queries * (Gated ? 3 : 2) + keys * (SharedKv ? 1 : 2)));
    }
}
