using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Servers;

/// <summary>Reads a server recipe from YAML; the format is described in docs/catalog.md.</summary>
public static class ServerFile
{
    /// <exception cref="CatalogFileException">With every problem of the file.</exception>
    public static ServerRecipe Parse(string file, string yaml)
    {
        var facts = FactReader.Open(file, yaml);
        facts.AllowOnly(facts.Root, "the entry", "server", "sources", "notes", "utilization", "models");
        var models = new List<ServedModelRecipe>();
        foreach (var (map, path) in facts.Maps(facts.Root, "models", required: true))
        {
            facts.AllowOnly(map, path, "model", "max_num_batched_tokens", "max_num_seqs");
            models.Add(new ServedModelRecipe(facts.Text(map, path, "model"), facts.OptionalCount(map, path, "max_num_batched_tokens"), facts.OptionalCount(map, path, "max_num_seqs")));
        }

        var recipe = new ServerRecipe(facts.Text(facts.Root, "the entry", "server"), facts.FigureOf(facts.Root, "", "utilization", Quantity.Fraction), models, facts.Figures);
        if (recipe.Utilization is <= 0 or > 1) facts.Report(facts.Root, "utilization: allowed: above 0, at most 1");
        facts.ThrowIfAny();
        return recipe;
    }
}
