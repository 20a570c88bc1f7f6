using Sluice.Catalog;
using Sluice.Tests.House;
using Sluice.Twin.Calibrating;

namespace Sluice.Tests.Twin;

/// <summary>The 101 usable cells of the published Spark benchmark.</summary>
static class SparkTables
{
    public static CatalogIndex Catalog { get; } = CatalogIndex.Load();

    public static CellPredictor Predictor() => new(Catalog, Catalog.Machine("dgx-spark"));

    /// <summary>Without Nemotron solo at 64, which the article calls out of memory: its chart repeats the value at 32.</summary>
    public static IReadOnlyList<Cell> Cells { get; } = [.. new[] { "decode", "prefill", "ttft" }
        .SelectMany(name => CellFile.Read(name + ".csv", File.ReadAllText(Repository.PathOf("samples", "articles", "spark-benchmarks", name + ".csv"))))
        .Where(cell => (cell.Model, cell.Topology, cell.Concurrency) != ("nemotron-3-super", "solo", 64))];
}
