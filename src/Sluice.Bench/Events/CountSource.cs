namespace Sluice.Bench.Events;

/// <summary>Where a count of tokens comes from, the best first.</summary>
public enum CountSource
{
    /// <summary>The ids of the tokens stood in each chunk.</summary>
    TokenIds,

    /// <summary>A usage that counted along stood in each chunk.</summary>
    ChunkUsage,

    /// <summary>The usage at the end.</summary>
    Usage,

    /// <summary>The server's tokenizer counted the text afterwards.</summary>
    Tokenizer,

    /// <summary>Nobody counted: chunks stand for tokens, which is too few when a chunk carries several.</summary>
    Chunks,
}
