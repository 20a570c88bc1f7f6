using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Sluice.Benchmarks.Engine;

/// <summary>What running streams feel of a long prompt that arrives, and how long a new one waits for its first token beside them.</summary>
internal sealed class GapRounds(AskedEngine engine, Prompts prompts, Figures figures)
{
    const int PromptTokens = 60, LatePrompt = 1000;
    const int GapsBefore = 120; // of each stream

    /// <summary>The 99th percentile of the gaps between the pieces of so many streams, before long prompts arrive and until the last one's first token.</summary>
    public async Task LongPromptsAsync(int streams, int prompt, int atOnce)
    {
        using var stop = new CancellationTokenSource();
        var watched = Enumerable.Range(0, streams).Select(_ => new Watched()).ToArray();
        var running = watched.Select(one => RunAsync(one, stop.Token)).ToArray();
        await UntilAsync(() => watched.All(one => one.Pieces.Count > GapsBefore));

        var arrived = Stopwatch.GetTimestamp();
        var arrivals = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => engine.AskAsync(prompts.Take(prompt), 1)));
        var ended = arrivals.Max(arrival => arrival.Pieces[0]);
        await stop.CancelAsync();
        await Task.WhenAll(running);

        var before = P99(watched.SelectMany(one => one.Gaps(0, arrived)));
        var during = P99(watched.SelectMany(one => one.Gaps(arrived, ended)));
        var beside = string.Create(CultureInfo.InvariantCulture, $"{(atOnce > 1 ? $"{atOnce} × " : "")}{prompt}");
        figures.Add("gap before", streams, beside, before);
        figures.Add("gap during", streams, beside, during);
        figures.Add("gap growth", streams, beside, during / before);
        figures.Add("read beside", streams, beside, arrivals.Max(arrival => arrival.First));
    }

    /// <summary>Time to the first token of a prompt of 1,000 tokens, alone and behind so many running streams.</summary>
    public async Task LatePromptAsync(int streams)
    {
        figures.Add("late prompt", 0, EngineRounds.Ours, (await engine.AskAsync(prompts.Take(LatePrompt), 1)).First);
        using var stop = new CancellationTokenSource();
        var watched = Enumerable.Range(0, streams).Select(_ => new Watched()).ToArray();
        var running = watched.Select(one => RunAsync(one, stop.Token)).ToArray();
        await UntilAsync(() => watched.All(one => one.Pieces.Count > 20));
        figures.Add("late prompt", streams, EngineRounds.Ours, (await engine.AskAsync(prompts.Take(LatePrompt), 1)).First);
        await stop.CancelAsync();
        await Task.WhenAll(running);
    }

    async Task RunAsync(Watched one, CancellationToken ct)
    {
        try
        {
            await engine.AskAsync(prompts.Take(PromptTokens), 8000, onPiece: () => one.Pieces.Enqueue(Stopwatch.GetTimestamp()), ct: ct);
        }
        catch (OperationCanceledException)
        {
            // it has shown what it was to show
        }
    }

    static async Task UntilAsync(Func<bool> isReached)
    {
        while (!isReached())
            await Task.Delay(TimeSpan.FromMilliseconds(5));
    }

    static double P99(IEnumerable<double> gaps)
    {
        var sorted = gaps.Order().ToArray();
        return sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1];
    }

    /// <summary>When the pieces of a running stream came.</summary>
    sealed class Watched
    {
        public ConcurrentQueue<long> Pieces { get; } = new();

        /// <summary>Seconds between pieces that both came after the prompts of all were read, within a time.</summary>
        public IEnumerable<double> Gaps(long from, long to)
        {
            var pieces = Pieces.ToArray();
            for (var i = 20; i < pieces.Length; i++) // the first ones came while others of the streams were still read
            {
                if (pieces[i] > from && pieces[i] <= to)
                    yield return Stopwatch.GetElapsedTime(pieces[i - 1], pieces[i]).TotalSeconds;
            }
        }
    }
}
