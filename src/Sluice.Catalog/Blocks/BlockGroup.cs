namespace Sluice.Catalog.Blocks;

/// <summary>
/// <see cref="Count"/> equal blocks: each reads the residual stream, adds to it, and ends in one all-reduce when a server
/// splits the model over devices. Norms and biases are left out: under 0.1 % of any model here.
/// </summary>
public abstract record BlockGroup(int Count)
{
    /// <summary>The word files use for <c>kind</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The matrices of one block.</summary>
    public abstract IEnumerable<WeightPart> Weights(int hidden);

    /// <summary>Keys and values one token leaves in one block, in numbers, not bytes.</summary>
    public virtual double KvElements => 0;

    /// <summary>Tokens a block looks back at; null when it sees the whole context.</summary>
    public virtual int? Window => null;

    /// <summary>Recurrent state of one sequence in one block that is kept at the state's precision, in numbers.</summary>
    public virtual double StateElements => 0;

    /// <summary>State of the short convolution of one sequence in one block, in numbers.</summary>
    public virtual double ConvolutionElements => 0;

    /// <summary>Operations one token spends per token of context that it looks back at, in one block (QKᵀ and its use on V).</summary>
    public virtual double AttentionFlopsPerContextToken => 0;
}
