using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>A log with everything that is computed of it, each once; every format is written from this.</summary>
/// <param name="target">What requests should keep; null without one.</param>
/// <param name="cost">What the server costs; null when not known.</param>
/// <param name="job">What is to be done on it; null when nothing is.</param>
public sealed class Report(BenchLog log, LatencyTarget? target, RunningCost? cost, Job? job = null)
{
    readonly Dictionary<Ladder, IReadOnlyList<Goodput>> _goodputs = [];
    readonly Dictionary<Ladder, Knee> _knees = [];
    IReadOnlyList<Ladder>? _ladders;
    IReadOnlyList<Crossing>? _crossings;

    public BenchLog Log => log;

    public LatencyTarget? Target => target;

    public RunningCost? Cost => cost;

    public Job? Job => job;

    public IReadOnlyList<Ladder> Ladders => _ladders ??= Ladder.Of(log);

    public IReadOnlyList<Crossing> Crossings => _crossings ??= Crossing.Of([.. Ladders.Where(ladder => ladder.Load is LoadKind.Closed or LoadKind.Burst)]);

    /// <summary>A ladder without held concurrencies has none.</summary>
    public Knee? KneeOf(Ladder ladder)
    {
        if (ladder.Load is not (LoadKind.Closed or LoadKind.Burst)) return null;
        return _knees.TryGetValue(ladder, out var known) ? known : _knees[ladder] = Knee.Of(ladder);
    }

    /// <summary>Null without a target.</summary>
    public Goodput? GoodputOf(LevelFigures level) => Ladders.SelectMany(GoodputsOf).FirstOrDefault(each => ReferenceEquals(each.Level, level));

    /// <summary>By level; empty without a target.</summary>
    public IReadOnlyList<Goodput> GoodputsOf(Ladder ladder)
    {
        if (target is null) return [];
        return _goodputs.TryGetValue(ladder, out var known) ? known : _goodputs[ladder] = [.. ladder.Levels.Select(level => Goodput.Of(level, target))];
    }
}
