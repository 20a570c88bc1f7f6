using Sluice.Catalog;
using Sluice.Tests.House;
using Sluice.Twin.Calibrating;

namespace Sluice.Tests.Twin;

/// <summary>The 101 usable cells of the published Spark benchmark.</summary>
static class SparkTables
{
    public static CatalogIndex Catalog { get; } = CatalogIndex.Load();

    public static CellPredictor Predictor() => new(Catalog, Catalog.Machine("dgx-spark"));

    public static IReadOnlyList<Cell> Cells { get; } = [.. new[] { "decode", "prefill", "ttft" }
        .SelectMany(name => CellFile.Read(name + ".csv", File.ReadAllText(Repository.PathOf("samples", "articles", "spark-benchmarks", name + ".csv"))))];
}
