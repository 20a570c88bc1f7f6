using System.Globalization;

namespace Sluice.Bench.Events;

/// <summary>One level of a ladder: what is sent, and how.</summary>
public sealed record LevelPlan
{
    /// <summary>The name of the backend in tables.</summary>
    public required string Backend { get; init; }

    public LoadKind Load { get; init; }

    /// <summary>Prompt tokens of a request, without <see cref="Depth"/>; 0 where the requests come from a file.</summary>
    public required int Prompt { get; init; }

    /// <summary>Output tokens asked for; 0 where the requests come from a file.</summary>
    public required int Output { get; init; }

    /// <summary>Tokens of context before the prompt.</summary>
    public int Depth { get; init; }

    /// <summary>In flight in a closed loop, at once in a burst; 0 in an open loop, where nothing is held.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Requests a second of an open loop; null otherwise.</summary>
    public double? Rate { get; init; }

    /// <summary>Whether the depth is the same for all requests, so that a prefix cache helps.</summary>
    public bool SharedPrefix { get; init; }

    /// <summary>Records of a file in place of prompts of a length; null otherwise.</summary>
    public string? Records { get; init; }

    /// <summary>Which of several turns of the same level it is, for comparisons that take turns; 0 when there is one.</summary>
    public int Repeat { get; init; }

    /// <summary>What was sent, without backend and load: levels that have it in common are one ladder.</summary>
    public string Workload => Records ?? string.Create(CultureInfo.InvariantCulture, $"pp{Prompt} tg{Output}{(Depth > 0 ? $" @ d{Depth}" : "")}{(SharedPrefix ? " shared" : "")}");

    /// <summary>How it was sent.</summary>
    public string Sending => Load switch
    {
        LoadKind.Closed => string.Create(CultureInfo.InvariantCulture, $"c{Concurrency}"),
        LoadKind.Burst => string.Create(CultureInfo.InvariantCulture, $"burst of {Concurrency}"),
        LoadKind.Trace => "trace",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(Load == LoadKind.Poisson ? "Poisson" : "constant")} {Rate:0.###}/s"),
    };

    public override string ToString() => $"{Backend}: {Workload}, {Sending}{(Repeat > 0 ? string.Create(CultureInfo.InvariantCulture, $", turn {Repeat}") : "")}";
}
