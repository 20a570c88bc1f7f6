using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Servers;

/// <summary>How models are served on one kind of hardware: the flags of a server that was really run.</summary>
/// <param name="Hardware">A name of the catalog.</param>
/// <param name="Utilization">Share of the memory the server takes.</param>
public sealed record ServerRecipe(string Hardware, double Utilization, IReadOnlyList<ServedModelRecipe> Models, IReadOnlyList<Figure> Figures)
{
    public ServedModelRecipe? For(string model) => Models.FirstOrDefault(recipe => string.Equals(recipe.Model, model, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The flags for one model; null where the server's default holds.</summary>
public sealed record ServedModelRecipe(string Model, int? MaxBatchedTokens, int? MaxSequences);
