namespace Sluice.Bench.Dialects;

/// <summary>Definitions changed between these.</summary>
public enum LlamaBenchyVersion
{
    /// <summary>0.2: a chunk is a token; prefill until the first chunk of any kind.</summary>
    V02,

    /// <summary>0.4: tokens by ids or usage; prefill until the first chunk with text.</summary>
    V04,
}
