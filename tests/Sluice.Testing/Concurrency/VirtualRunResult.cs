namespace Sluice.Testing.Concurrency;

/// <summary>How a run in virtual time went.</summary>
/// <param name="Latencies">Of accepted answers in order of their end, seconds.</param>
/// <param name="Moves">Each limit, and how many answers there were when it began.</param>
/// <param name="Helds">The same of the levels held, without short looks at their neighbours.</param>
public sealed record VirtualRunResult(int Answered, double Seconds, IReadOnlyList<double> Latencies, IReadOnlyList<(int Answers, int Limit)> Moves, IReadOnlyList<(int Answers, int Limit)> Helds)
{
    const int Window = 700; // enough for a p99

    /// <summary>Records given up after several calls that took too long.</summary>
    public required int Lost { get; init; }

    public required int Timeouts { get; init; }

    public required int Refusals { get; init; }

    public required int Preemptions { get; init; }

    public double RecordsPerHour => Answered * 3600 / Seconds;

    public int FinalLimit => Helds[^1].Limit;

    /// <summary>The largest p99 of any stretch of 700 answers that begins at a multiple of 100, seconds.</summary>
    public double WorstP99
    {
        get
        {
            var worst = 0.0;
            for (var from = 0; from + Window <= Latencies.Count; from += 100)
            {
                var part = Latencies.Skip(from).Take(Window).Order().ToArray();
                worst = Math.Max(worst, part[(int)(Window * 0.99)]);
            }

            return worst;
        }
    }

    /// <summary>The share of the answers after which the held level stayed within 10 % of its last value.</summary>
    public double SettledAfter
    {
        get
        {
            var settled = 0;
            for (var i = 0; i < Helds.Count; i++)
            {
                if (Math.Abs(Helds[i].Limit - FinalLimit) > 0.1 * FinalLimit) settled = i + 1 < Helds.Count ? Helds[i + 1].Answers : Answered;
            }

            return (double)settled / Answered;
        }
    }
}
