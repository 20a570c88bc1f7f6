using System.Globalization;
using Sluice.Catalog;
using Sluice.Catalog.Topologies;
using Sluice.Tests.House;
using Sluice.Twin.Predicting;

namespace Sluice.Tests.Twin;

/// <summary>
/// The bundled calibration holds the parameters of the reference model, whose predictions of the 101 published cells lie in
/// golden.csv: each must come out within 0.1 %.
/// </summary>
public sealed class GoldenTests
{
    [Fact]
    public void Every_cell_of_the_reference_model_is_met_within_a_thousandth()
    {
        var catalog = CatalogIndex.Load();
        var spark = catalog.Machine("dgx-spark");
        var cells = File.ReadLines(Repository.PathOf("tests", "Sluice.Tests", "Twin", "golden.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var nodes = new Dictionary<(string, string), (BurstModel Node, Topology Topology)>();

        var worst = 0.0;
        foreach (var cell in cells)
        {
            var key = (cell[2], cell[3]);
            if (!nodes.TryGetValue(key, out var known))
            {
                var topology = catalog.Topology(cell[3]);
                nodes[key] = known = (Scenario.Of(catalog, catalog.Model(cell[2]), spark, topology).Node(), topology);
            }

            var rates = BurstPrediction.Of(known.Node, known.Topology, int.Parse(cell[4], CultureInfo.InvariantCulture));
            var predicted = cell[1] switch { "decode" => rates.DecodeTps, "prefill" => rates.PrefillTps, _ => rates.MeanTtftMs };
            worst = Math.Max(worst, Math.Abs(predicted!.Value / double.Parse(cell[6], CultureInfo.InvariantCulture) - 1));
        }

        Assert.Equal(101, cells.Count);
        Assert.InRange(worst, 0, 0.001);
    }
}
