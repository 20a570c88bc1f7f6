using Sluice.Bench.Measures;
using Sluice.Catalog;
using Sluice.Catalog.Hardware;
using Sluice.Catalog.Topologies;
using Sluice.Twin.Costs;
using Sluice.Twin.Predicting;

namespace Sluice.Twin.Calibrating;

/// <summary>Predicts cells under any parameters; bursts on one replica are shared by all cells of a model and tensor-parallel degree.</summary>
public sealed class CellPredictor
{
    readonly CatalogIndex _catalog;
    readonly HardwareSpec _hardware;
    readonly Workload _workload;
    readonly ServerTweaks _tweaks;
    readonly Routing? _router;
    readonly Dictionary<(string, string), Scenario> _scenarios = [];

    /// <param name="router">For topologies written <c>replicas:N</c>.</param>
    public CellPredictor(CatalogIndex catalog, HardwareSpec hardware, Workload? workload = null, ServerTweaks? tweaks = null, Routing? router = null)
    {
        (_catalog, _hardware, _workload, _tweaks, _router) = (catalog, hardware, workload ?? Workload.Benchmark, tweaks ?? new ServerTweaks(), router);
    }

    public HardwareSpec Hardware => _hardware;

    /// <summary>The scenario a cell is of.</summary>
    /// <exception cref="Exception">UnknownNameException, FormatException or MemoryShortException, each with a message for people.</exception>
    public Scenario Scenario(Cell cell)
    {
        if (_scenarios.TryGetValue((cell.Model, cell.Topology), out var known)) return known;
        var scenario = Predicting.Scenario.Of(_catalog, _catalog.Model(cell.Model), _hardware, _catalog.Topology(cell.Topology, _router), _workload, _tweaks, Calibration.None(_hardware));
        return _scenarios[(cell.Model, cell.Topology)] = scenario;
    }

    /// <summary>The name of the model in the catalog, which may differ from the cell's word for it.</summary>
    public string ModelName(Cell cell) => Scenario(cell).Model.Name;

    /// <summary>Values in the order of the cells; null where a request can never fit the cache.</summary>
    /// <param name="parameters">By catalog name of the model.</param>
    public double?[] Predict(IReadOnlyList<Cell> cells, Func<string, StepParameters> parameters)
    {
        var nodes = new Dictionary<(string, int, double?), BurstModel>();
        var rates = new Dictionary<(string, Topology, int), BurstRates>();
        var values = new double?[cells.Count];
        for (var i = 0; i < cells.Count; i++)
        {
            var scenario = Scenario(cells[i]);
            var key = (scenario.Model.Name, scenario.Topology.TensorParallel, scenario.Topology.Link);
            if (!nodes.TryGetValue(key, out var node)) nodes[key] = node = scenario.Node(OnLink(parameters(scenario.Model.Name), scenario.Topology));
            var place = (scenario.Model.Name, scenario.Topology, cells[i].Concurrency);
            if (!rates.TryGetValue(place, out var known)) rates[place] = known = BurstPrediction.Of(node, scenario.Topology, cells[i].Concurrency);
            values[i] = cells[i].Metric.Of(known);
        }

        return values;
    }

    /// <summary>What is known of the hardware's link, for a topology that has another.</summary>
    StepParameters OnLink(StepParameters parameters, Topology topology) =>
        topology.Link is { } link && _hardware.Link is { } own ? parameters with { LinkBandwidth = parameters.LinkBandwidth * link / own } : parameters;

    /// <summary>The same under a calibration.</summary>
    public double?[] Predict(IReadOnlyList<Cell> cells, Calibration calibration) =>
        Predict(cells, model => calibration.For(model, _hardware));
}
