namespace Sluice.Catalog.Blocks;

/// <summary>Weights that quantizers treat alike: each class has one width in bits in a <see cref="Models.Precision"/>.</summary>
public enum WeightClass
{
    /// <summary>Projections of softmax attention: queries, keys, values, output.</summary>
    Attention,

    /// <summary>Projections of Mamba-2 and gated-delta blocks.</summary>
    Recurrent,

    /// <summary>Feed-forward weights that every token reads.</summary>
    Mlp,

    /// <summary>Routed experts: only those hit by a token of the step are read.</summary>
    Experts,

    /// <summary>The part of an expert block that every token reads.</summary>
    Shared,

    /// <summary>Projections into and out of the narrow space that latent experts work in.</summary>
    Latent,

    /// <summary>Scores over experts.</summary>
    Router,

    /// <summary>Output head; read when a step samples.</summary>
    Head,

    /// <summary>Token embedding: resident, one row read per token, so no traffic is counted.</summary>
    Embedding,
}
