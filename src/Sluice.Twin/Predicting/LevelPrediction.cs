using Sluice.Catalog.Work;
using Sluice.Twin.Costs;

namespace Sluice.Twin.Predicting;

/// <summary>What a scenario gives with a number of requests in flight. A null figure cannot be had; <see cref="Missing"/> says why.</summary>
public sealed record LevelPrediction
{
    public required int Concurrency { get; init; }

    /// <summary>Tokens per second of a burst, by llama-benchy's definition.</summary>
    public Band? DecodeTps { get; init; }

    public Band? PrefillTps { get; init; }

    /// <summary>Mean, milliseconds.</summary>
    public Band? TtftMs { get; init; }

    /// <summary>Mean time per output token of a request in that burst, milliseconds; the prefill of others is in it.</summary>
    public Band? TpotMs { get; init; }

    /// <summary>In a closed loop that always holds the concurrency.</summary>
    public Band? RecordsPerHour { get; init; }

    /// <summary>Hours for the workload's records at that rate; null when it names none.</summary>
    public double? Hours { get; init; }

    /// <summary>Memory of one device with this many requests at full length; of the fuller replica's fair share.</summary>
    public required MemoryFit Memory { get; init; }

    /// <summary>Requests that run at once: fewer than asked when a cap or the cache holds them back. Of the whole topology.</summary>
    public required int Running { get; init; }

    /// <summary>Times a sequence was thrown out of the cache in the closed loop.</summary>
    public required int Preemptions { get; init; }

    /// <summary>A decode step of one replica at this level and half the answer written.</summary>
    public required StepBreakdown Step { get; init; }

    public string? Missing { get; init; }
}
