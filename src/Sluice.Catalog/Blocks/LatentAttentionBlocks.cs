namespace Sluice.Catalog.Blocks;

/// <summary>
/// Multi-head latent attention (DeepSeek-V2 and later): a token leaves one compressed vector and one rotated key for all heads, from which each
/// head's keys and values are made. Source: the DeepSeek-V2 paper, 2.1.
/// </summary>
/// <param name="KvRank">Width of the compressed keys and values.</param>
/// <param name="RotatedSize">Width of the key part that carries the position, shared by all heads.</param>
/// <param name="KeySize">Width of each head's key without the rotated part.</param>
/// <param name="ValueSize">Width of each head's value.</param>
public sealed record LatentAttentionBlocks(int Count, int QueryHeads, int KvRank, int RotatedSize, int KeySize, int ValueSize) : BlockGroup(Count)
{
    /// <summary>Width that queries are compressed to first; null when they are projected at once.</summary>
    public int? QueryRank { get; init; }

    public override string Kind => "latent-attention";

    public override double KvElements => (double)KvRank + RotatedSize;

    /// <summary>As prompts are read, with keys and values of all heads made from the compressed ones; that is where operations bind.</summary>
    public override double AttentionFlopsPerContextToken => 2.0 * QueryHeads * (KeySize + RotatedSize + ValueSize);

    public override IEnumerable<WeightPart> Weights(int hidden)
    {
        var query = QueryHeads * ((double)KeySize + RotatedSize);
        var queries = QueryRank is { } rank ? rank * (hidden + query) : hidden * query;
        var keysAndValues = hidden * ((double)KvRank + RotatedSize) + KvRank * (double)QueryHeads * (KeySize + ValueSize);
        yield return new WeightPart(WeightClass.Attention, queries + keysAndValues + hidden * (double)QueryHeads * ValueSize);
    }
}
