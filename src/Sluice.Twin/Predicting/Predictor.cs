using Sluice.Bench.Measures;
using Sluice.Catalog.Work;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Costs;

namespace Sluice.Twin.Predicting;

/// <summary>Predicts a ladder of concurrencies for one scenario, with bands and the reasons.</summary>
public sealed class Predictor
{
    readonly Scenario _scenario;
    readonly BurstModel _node;
    readonly ParameterSpread _spread;
    readonly IReadOnlyList<BurstModel> _moved;

    /// <summary>Log step at which sensitivities are taken.</summary>
    const double Difference = 0.01;

    public Predictor(Scenario scenario)
    {
        _scenario = scenario;
        _node = scenario.Node();
        _spread = new ParameterSpread(scenario.Calibration, scenario.Hardware, [scenario.Model.Name]);
        _moved = [.. _spread.Names.Select(name => Matters(name) ? scenario.Node(_spread.Moved(name, Difference).For(scenario.Model.Name, scenario.Hardware)) : _node)];
    }

    public Scenario Scenario => _scenario;

    /// <summary>The levels that are asked for when nobody says: those the published tables print, and 2.</summary>
    public static IReadOnlyList<int> DefaultLadder { get; } = [1, 2, 4, 8, 16, 32, 64];

    public IReadOnlyList<LevelPrediction> Ladder(IReadOnlyList<int>? concurrencies = null) => [.. (concurrencies ?? DefaultLadder).Select(At)];

    public LevelPrediction At(int concurrency)
    {
        var (topology, workload, work) = (_scenario.Topology, _scenario.Workload, _scenario.Work);
        var each = (concurrency + topology.Replicas - 1) / topology.Replicas;
        var context = (int)Math.Round(workload.Prompt.Mean + workload.Output.Mean);
        var running = Running(each, context);
        var rates = BurstPrediction.Of(_node, topology, concurrency);
        var slopes = _moved.Select(node => BurstPrediction.Of(node, topology, concurrency)).ToList();
        var (records, preemptions) = ClosedLoop.Run(_scenario, _node.Cost, concurrency);
        var decode = Banded(rates, slopes, each => each.DecodeTps);
        return new LevelPrediction
        {
            Concurrency = concurrency,
            DecodeTps = decode,
            PrefillTps = Banded(rates, slopes, each => each.PrefillTps),
            TtftMs = Banded(rates, slopes, each => each.MeanTtftMs),
            TpotMs = Banded(rates, slopes, each => each.MeanTpotMs),
            RecordsPerHour = records is { } rate && (decode ?? Banded(rates, slopes, each => each.PrefillTps)) is { } band ? new Band(rate, rate * band.Low / band.Value, rate * band.High / band.Value) : null,
            Hours = workload.Records / records,
            Memory = MemoryFit.Of(work, _scenario.Hardware, topology.TensorParallel, _scenario.Utilization, context, each),
            Running = Math.Min(concurrency, running * topology.Replicas),
            Preemptions = preemptions,
            Step = _node.Cost.Explain(DecodeShape(Math.Max(1, running))),
            Missing = rates.MeanTtftMs is null ? $"a request of {context} tokens can never fit the cache" : null,
        };
    }

    /// <summary>Parameters that matter here and that no cell was fitted to.</summary>
    public IReadOnlyList<string> OnPriors => [.. _spread.Names.Where(Matters)
        .Where(name => _scenario.Calibration.Value(name, _scenario.Hardware).Origin == ValueOrigin.Prior)];

    /// <summary>The parameter whose exact knowledge would narrow a level's decode band most, and by how much of its variance.</summary>
    public (string Parameter, double Share) Widest(int concurrency)
    {
        var rates = BurstPrediction.Of(_node, _scenario.Topology, concurrency);
        var slopes = _moved.Select(node => Slope(rates, BurstPrediction.Of(node, _scenario.Topology, concurrency), each => each.DecodeTps)).ToList();
        return _spread.Names.Select(name => (name, _spread.ShareOf(name, slopes))).MaxBy(pair => pair.Item2);
    }

    /// <summary>Whether a parameter can move this scenario at all: the link only a cluster, routing only a mixture of experts.</summary>
    bool Matters(string parameter) => ParameterNames.KindOf(parameter) switch
    {
        ParameterNames.LinkLatency or ParameterNames.LinkBandwidth => _scenario.Topology.TensorParallel > 1,
        ParameterNames.SplitExperts => _scenario.Topology.TensorParallel > 1 && _scenario.Work.ExpertBytes > 0,
        ParameterNames.Skew => _scenario.Work.ExpertBytes > 0,
        _ => true,
    };

    Band? Banded(BurstRates rates, List<BurstRates> moved, Func<BurstRates, double?> metric)
    {
        if (metric(rates) is not { } value) return null;
        var variance = _spread.Variance([.. moved.Select(there => Slope(rates, there, metric))]);
        return Band.Of(value, Math.Sqrt(variance + _scenario.Calibration.ResidualSd * _scenario.Calibration.ResidualSd));
    }

    static double Slope(BurstRates rates, BurstRates moved, Func<BurstRates, double?> metric) =>
        metric(rates) is { } at && metric(moved) is { } there ? Math.Log(there / at) / Difference : 0;

    /// <summary>Of one replica's share, how many run at once.</summary>
    int Running(int each, int context) => Math.Min(Math.Min(each, _scenario.Settings.MaxSequences),
        MemoryFit.MostSequences(_scenario.Work, _scenario.Hardware, _scenario.Topology.TensorParallel, _scenario.Utilization, context));

    StepShape DecodeShape(int sequences)
    {
        var context = (long)(_scenario.Workload.Prompt.Mean + _scenario.Workload.Output.Mean / 2);
        return new StepShape
        {
            Decodes = sequences,
            Samples = sequences,
            Context = context * sequences,
            WindowContext = Math.Min(context, _scenario.Work.Window) * sequences,
        };
    }
}
