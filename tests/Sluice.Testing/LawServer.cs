using Sluice.Bench.Events;
using Sluice.Protocol.Failures;

namespace Sluice.Testing;

/// <summary>
/// A server in virtual time whose law is known: each step gives every running request a token and lasts as long as the law says for so many.
/// What is measured of it can be held to the law exactly.
/// </summary>
public sealed class LawServer
{
    /// <summary>Seconds of a step with so many requests running.</summary>
    public required Func<int, double> Step { get; init; }

    /// <summary>Seconds before a request takes part in steps.</summary>
    public double Prefill { get; init; }

    /// <summary>Requests that run at once; the others wait in order.</summary>
    public int Cap { get; init; } = int.MaxValue;

    /// <summary>Steps last so much less or more, evenly, as a share.</summary>
    public double Noise { get; init; }

    /// <summary>Another law of noise: makes for each level what multiplies its steps one after the other. Null for <see cref="Noise"/>.</summary>
    public Func<Random, Func<double>>? Disturbance { get; init; }

    public int LeastTokens { get; init; } = 10;

    public int MostTokens { get; init; } = 10;

    public int Seed { get; init; } = 1;

    /// <summary>Throughput rises in proportion up to the knee, and not at all beyond it.</summary>
    public static LawServer WithKnee(double knee, int seed, double tokensPerSecond = 50, double noise = 0.1) =>
        new() { Step = running => Math.Max(1, running / knee) / tokensPerSecond, Noise = noise, LeastTokens = 8, MostTokens = 24, Seed = seed };

    /// <summary>A closed loop of so many rounds, and what a log would hold of it.</summary>
    /// <param name="until">Seconds after which what is running is cut off and kept as unfinished; null lets it end.</param>
    public LevelLog Level(int concurrency, int rounds, string backend = "law", double? until = null, int repeat = 0)
    {
        var random = new Random(unchecked(Seed * 1_000_003 + concurrency * 7919 + repeat));
        var factor = Disturbance?.Invoke(random) ?? (() => 1 + Noise * (2 * random.NextDouble() - 1));
        var (running, waiting, done) = (new List<Flight>(), new Queue<Flight>(), new List<RequestEvents>());
        var (now, sent, most) = (0.0, 0, concurrency * (rounds + 2));
        for (var i = 0; i < concurrency; i++) Send();
        while ((running.Count > 0 || waiting.Count > 0) && !(now >= until))
        {
            while (running.Count < Cap && waiting.TryPeek(out var first) && first.Sent + Prefill <= now + 1e-12) running.Add(waiting.Dequeue());
            if (running.Count == 0)
            {
                now = waiting.Peek().Sent + Prefill;
                continue;
            }

            now += Step(running.Count) * factor();
            foreach (var flight in running) flight.Chunks.Add(new ChunkEvent(TimeSpan.FromSeconds(now), 0, 4, 0, null));
            foreach (var flight in running.Where(flight => flight.Chunks.Count == flight.Tokens).ToList())
            {
                running.Remove(flight);
                done.Add(flight.Ended(now, null));
                if (sent < most) Send();
            }
        }

        done.AddRange(running.Concat(waiting).Select(flight => flight.Ended(now, FailureReason.Cancelled)));
        return new LevelLog
        {
            Number = 1,
            Plan = new LevelPlan { Backend = backend, Prompt = 100, Output = MostTokens, Concurrency = concurrency, Repeat = repeat },
            Requests = done,
            End = new LevelEnd { Why = until is null ? EndReason.Runs : EndReason.Stopped, HeldUntil = done.Max(request => request.Sent) },
        };

        void Send() => waiting.Enqueue(new Flight(sent++, now, random.Next(LeastTokens, MostTokens + 1)));
    }

    /// <summary>The levels of a ladder as one log.</summary>
    public BenchLog Ladder(IEnumerable<int> concurrencies, int rounds, string backend = "law") =>
        new() { Levels = [.. concurrencies.Select(concurrency => Level(concurrency, rounds, backend))] };

    sealed record Flight(int Id, double Sent, int Tokens)
    {
        public List<ChunkEvent> Chunks { get; } = [];

        public RequestEvents Ended(double now, FailureReason? failure) => new()
        {
            Id = Id,
            Scheduled = TimeSpan.FromSeconds(Sent),
            Sent = TimeSpan.FromSeconds(Sent),
            End = TimeSpan.FromSeconds(now),
            Chunks = PackedChunks.Of(Chunks),
            PromptTokens = 100,
            OutputTokens = failure is null ? Tokens : null,
            Failure = failure,
        };
    }
}
