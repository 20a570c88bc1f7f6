namespace Sluice.Bench.Events;

/// <summary>A whole log: what was measured where, level by level.</summary>
public sealed record BenchLog
{
    IReadOnlyList<LevelLog>? _final;

    /// <summary>Wall time of the first session, for people; figures never come from it.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>What wrote it, with its version.</summary>
    public string? Tool { get; init; }

    /// <summary>What the command line was.</summary>
    public string? Command { get; init; }

    /// <summary>In the order of time; empty in a log that was not read from a file.</summary>
    public IReadOnlyList<LogSession> Sessions { get; init; } = [];

    public IReadOnlyList<LogServer> Servers { get; init; } = [];

    public required IReadOnlyList<LevelLog> Levels
    {
        get;
        init => (field, _final) = (value, null); // a copy with other levels must not keep these
    }

    /// <summary>The levels to report: of levels with the same plan the last complete one, else the last.</summary>
    public IReadOnlyList<LevelLog> Final => _final ??=
        [.. Levels.GroupBy(level => level.Plan).Select(same => same.LastOrDefault(level => level.End is { Why: not EndReason.Stopped }) ?? same.MaxBy(level => level.Measured.Count)!)];

    public LogServer? ServerOf(LevelPlan plan) => Servers.LastOrDefault(server => server.Backend == plan.Backend);

    /// <summary>What llama-benchy takes off a prefill at this server.</summary>
    public TimeSpan LatencyOf(LevelPlan plan) => ServerOf(plan)?.Latency ?? TimeSpan.Zero;
}
