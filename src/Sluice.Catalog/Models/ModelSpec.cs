using Sluice.Catalog.Blocks;
using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Models;

/// <summary>The shape of one model: everything that fixes what a step reads and computes.</summary>
public sealed record ModelSpec
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>The repository its facts were read from; null when it has none.</summary>
    public string? HuggingFace { get; init; }

    /// <summary>Other names a served model of this shape goes by.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Sequential layers that each pay launch overhead; a hybrid's sub-layers count one each.</summary>
    public required int Layers { get; init; }

    public required int Hidden { get; init; }

    public required int Vocabulary { get; init; }

    /// <summary>One matrix serves as embedding and as output head.</summary>
    public bool TiedEmbedding { get; init; }

    /// <summary>Longest context the model was made for, tokens; null when not published.</summary>
    public int? ContextTokens { get; init; }

    public required IReadOnlyList<BlockGroup> Blocks { get; init; }

    /// <summary>At least one; the first is the default.</summary>
    public required IReadOnlyList<Precision> Precisions { get; init; }

    /// <summary>Every number of the entry with unit and source, in file order.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Remarks of the entry: what was inferred, what could not be found.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The precision of that name, or the default for null.</summary>
    public Precision PrecisionOf(string? name) => name is null
        ? Precisions[0]
        : Precisions.FirstOrDefault(precision => string.Equals(precision.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UnknownNameException($"precision of {Name}", name, [.. Precisions.Select(precision => precision.Name)]);

    /// <summary>All weights, tied ones once.</summary>
    public double Parameters => Sum(part => part.Parameters * part.Copies) + (TiedEmbedding ? 1 : 2) * HeadParameters;

    /// <summary>Weights one token is multiplied with: routed experts counted as many as it uses, the head once, the embedding not.</summary>
    public double ActiveParameters => Sum(part => part.Parameters * part.ActiveCopies) + HeadParameters;

    internal double HeadParameters => (double)Vocabulary * Hidden;

    internal double Sum(Func<WeightPart, double> value) => Blocks.Sum(group => group.Count * group.Weights(Hidden).Sum(value));
}
