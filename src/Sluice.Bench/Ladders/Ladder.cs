using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>The levels of one workload on one backend under one kind of load, in order.</summary>
/// <param name="Levels">By concurrency, then by rate.</param>
public sealed record Ladder(string Backend, string Workload, LoadKind Load, IReadOnlyList<LevelFigures> Levels)
{
    /// <summary>What tables call it.</summary>
    public string Title => $"{Backend}: {Workload}, {Load switch { LoadKind.Closed => "closed loop", LoadKind.Burst => "bursts", LoadKind.Trace => "trace", _ => "open loop" }}";

    public bool IsClosed => Load == LoadKind.Closed;

    /// <summary>All ladders of a log, in the order in which they were begun. Of levels that took turns, the first turn.</summary>
    public static IReadOnlyList<Ladder> Of(BenchLog log) =>
    [
        .. log.Final.Where(level => level.Plan.Repeat <= 1).GroupBy(level => (level.Plan.Backend, level.Plan.Workload, Load: level.Plan.Load == LoadKind.Constant ? LoadKind.Poisson : level.Plan.Load))
            .Select(same => new Ladder(same.Key.Backend, same.Key.Workload, same.Key.Load,
                [.. same.OrderBy(level => level.Plan.Concurrency).ThenBy(level => level.Plan.Rate).Select(LevelFigures.Of)])),
    ];

    public LevelFigures? At(int concurrency) => Levels.FirstOrDefault(level => level.Plan.Concurrency == concurrency);
}
