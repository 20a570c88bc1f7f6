namespace Sluice.Pipeline.Concurrency;

/// <summary>What a <see cref="ConcurrencyController"/> may do. The defaults are the product's; the shares were chosen on simulated servers (bench/results/concurrency.md).</summary>
public sealed record ConcurrencyOptions
{
    const int ManyRecords = 10_000;

    /// <summary>Requests in flight at the beginning: 4, of many records 8, which a run of a few minutes is the shorter for.</summary>
    public int Start
    {
        get => field > 0 ? field : Records >= ManyRecords ? 8 : 4;
        init;
    }

    /// <summary>Why it begins there, as the end of a sentence.</summary>
    public string StartsBecause { get; init; } = "to begin with";

    /// <summary>What that rests on. After knowledge the first step is no great one.</summary>
    public StartingPoint StartsFrom { get; init; }

    /// <summary>Whether other levels are tried. Without that the beginning is held, and only refusals and slow calls move it.</summary>
    public bool Learns { get; init; } = true;

    /// <summary>The most that are ever tried.</summary>
    public int Cap { get; init; } = 1024;

    /// <summary>Records still to be asked, so that learning costs a small part of them; null when not known.</summary>
    public long? Records { get; init; }

    /// <summary>How long a call may take before the client gives it up; the p99 of latency is kept under half of it.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The least time a level is measured, so that a fast server's rate is not taken from a blink.</summary>
    public TimeSpan LeastEpoch { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A step that adds less than this share to the best rate so far is flat; two flat ones end the sweep.</summary>
    public double FlatGain { get; init; } = 0.05;

    /// <summary>The smallest level with at least this share of the best rate is held.</summary>
    public double GoodEnough { get; init; } = 0.98;

    /// <summary>Share of the records that a sweep may take before it settles for what it has seen.</summary>
    public double LearningShare { get; init; } = 0.16;

    /// <summary>Epochs of holding between two looks at the neighbouring levels.</summary>
    public int EpochsBetweenProbes { get; init; } = 12;

    /// <summary>A held level whose rate moves by more than this share is learned anew: another tenant came, a replica died.</summary>
    public double Drift { get; init; } = 0.10;
}
