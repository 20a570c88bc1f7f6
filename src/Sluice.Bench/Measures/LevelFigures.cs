using Sluice.Bench.Events;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Measures;

/// <summary>Every figure of one level, computed from its log alone. Times are in milliseconds.</summary>
public sealed record LevelFigures
{
    /// <summary>What latencies are taken from, each when it is first asked for: a knee asks for none.</summary>
    IReadOnlyList<RequestEvents> _timed = [];

    public required LevelLog Log { get; init; }

    public LevelPlan Plan => Log.Plan;

    public required RequestTally Tally { get; init; }

    public required Counting Counting { get; init; }

    /// <summary>Null when nothing was aimed at, or the server does not count.</summary>
    public PromptLengths? Prompts { get; init; }

    /// <summary>Null for a burst, a trace and a level too short to have one.</summary>
    public SteadyWindow? Window { get; init; }

    /// <summary>The headline: generated tokens per second. In a steady window by token events; of bursts, llama-benchy's rate over the bursts.</summary>
    public required Figure OutputTps { get; init; }

    /// <summary>What came in each batch behind <see cref="OutputTps"/>, in order of time, and how long it took; of bursts their rates, each over a second. Null without batches.</summary>
    public (double[] Amounts, double[] Durations)? OutputBatches { get; init; }

    public required Figure PromptTps { get; init; }

    /// <summary>Complete and valid answers an hour at the steady rate.</summary>
    public required Figure RecordsPerHour { get; init; }

    /// <summary>3600 × complete and valid answers / (the last of them − the first sending), ramp and tail inside.</summary>
    public required Figure WholeRecordsPerHour { get; init; }

    public Distribution Ttft => field ??= Waits(_timed, request => request.FirstToken, request => request.Sent);

    public Distribution Ttfa => field ??= Waits(_timed, request => request.FirstAnswer, request => request.Sent);

    public Distribution Tpot => field ??= Distribution.Of(_timed.Select(Tpots).OfType<double>());

    public Distribution Itl => field ??= Distribution.Of(_timed.Where(request => (request.Answered || request.Unfinished) && TokenCounts.Of(request)?.CameAtOnce(request) != true).SelectMany(request => request.InterTokenLatencies()).Select(gap => gap.TotalMilliseconds));

    public Distribution EndToEnd => field ??= Waits(_timed, request => request.Answered ? request.End : null, request => request.Sent);

    /// <summary>How much later than planned requests were sent.</summary>
    public Distribution ScheduleLag => field ??= Distribution.Of(_timed.Select(request => (request.Sent - request.Scheduled).TotalMilliseconds));

    /// <summary>TTFT counted from the planned time: what a user feels when the client was late. Equal to <see cref="Ttft"/> in a closed loop.</summary>
    public Distribution TtftFromSchedule => field ??= Waits(_timed, request => request.FirstToken, request => request.Scheduled);

    /// <summary>Prompt tokens over TTFT, one value per request: with queueing inside, so a lower bound of the server's prefill.</summary>
    public Distribution PromptRate => field ??= Distribution.Of(_timed.Select(PromptRateOf).OfType<double>());

    /// <summary>Requests in flight over the window.</summary>
    public InFlight? Held { get; init; }

    /// <summary>Requests that were writing, from their first to their last token.</summary>
    public InFlight? Writing { get; init; }

    public static LevelFigures Of(LevelLog log)
    {
        var window = SteadyWindow.Of(log);
        var rates = WindowRates.Of(log, window);
        var timed = Timed(log, window);
        var (from, to) = window is not null ? (window.From, window.To) : Span(log);
        return new LevelFigures
        {
            Log = log,
            _timed = timed,
            Tally = RequestTally.Of(log.Measured),
            Counting = Counting.Of(log.Measured),
            Prompts = PromptLengths.Of(log.Measured),
            Window = window,
            OutputTps = log.Plan.Load == LoadKind.Burst ? OverBursts(log) : rates.OutputTps,
            OutputBatches = log.Plan.Load == LoadKind.Burst ? Batched(BurstTps(log)) : rates.OutputBatches,
            PromptTps = rates.PromptTps,
            RecordsPerHour = rates.RequestsPerSecond.Times(3600),
            WholeRecordsPerHour = Whole(log),
            Held = InFlight.Of(log.Measured.Select(request => (request.Sent, request.End)), from, to),
            Writing = InFlight.Of(log.Measured.Where(request => request.FirstToken is not null).Select(request => (request.FirstToken!.Value, request.LastToken!.Value)), from, to),
        };
    }

    /// <summary>The headline alone, for a level that is still running.</summary>
    public static Figure HeadlineOf(LevelLog log) => log.Plan.Load == LoadKind.Burst ? OverBursts(log) : WindowRates.Of(log, SteadyWindow.Of(log)).OutputTps;

    /// <summary>
    /// The requests whose latencies count: those sent while the load was steady, and those sent before that had not ended when all was over, which have
    /// waited longest. Without a window, all.
    /// </summary>
    static IReadOnlyList<RequestEvents> Timed(LevelLog log, SteadyWindow? window) => window is null
        ? log.Measured
        : log.View.Where(request => (log.Plan.Load == LoadKind.Closed ? request.Sent : request.Scheduled) >= window.From || (request.Unfinished && request.End >= window.To));

    static (TimeSpan, TimeSpan) Span(LevelLog log) => log.Measured.Count == 0
        ? default
        : (log.Measured.Min(request => request.Sent), log.Measured.Max(request => request.End));

    /// <summary>Failed requests have no wait; those whose end was not seen had waited at least until then.</summary>
    static Distribution Waits(IReadOnlyList<RequestEvents> requests, Func<RequestEvents, TimeSpan?> until, Func<RequestEvents, TimeSpan> since) => Distribution.Of(
        requests.Where(request => until(request) is not null && (request.Answered || request.Unfinished)).Select(request => (until(request)!.Value - since(request)).TotalMilliseconds),
        requests.Where(request => until(request) is null && request.Unfinished).Select(request => (request.End - since(request)).TotalMilliseconds));

    /// <summary>TPOT: (last − first) / (output tokens − 1). Null below two tokens, and when all came at once.</summary>
    static double? Tpots(RequestEvents request) =>
        (request.Answered || request.Unfinished) && TokenCounts.Of(request) is { Output: >= 2 } counts && request.LastToken > request.FirstToken && !counts.CameAtOnce(request)
            ? (request.LastToken.Value - request.FirstToken!.Value).TotalMilliseconds / (counts.Output - 1)
            : null;

    static double? PromptRateOf(RequestEvents request) =>
        request is { Answered: true, PromptTokens: { } tokens, FirstToken: { } first } && first > request.Sent
            ? (tokens - (request.CachedTokens ?? 0)) / (first - request.Sent).TotalSeconds
            : null;

    static Figure Whole(LevelLog log)
    {
        var (valid, last) = (0, TimeSpan.MinValue);
        foreach (var request in log.Measured)
        {
            if (request.Answered && request.Valid != false) (valid, last) = (valid + 1, request.End > last ? request.End : last);
        }

        if (valid == 0) return Figure.None("no request was answered");
        var hours = (last - log.Measured[0].Sent).TotalHours;
        return hours > 0 ? Figure.Of(valid / hours, valid) : Figure.None("no time passed", valid);
    }

    static Figure OverBursts(LevelLog log)
    {
        var rates = BurstTps(log);
        if (rates.Length == 0) return Figure.None("no burst was answered whole");
        return Figure.Of(Statistics.Samples.Moments.Mean(rates), rates.Length) with { Interval = StudentT.OfMean(rates), Method = rates.Length > 1 ? "Student t over bursts" : null };
    }

    static double[] BurstTps(LevelLog log) => [.. BurstGroups.Of(log).Select(burst => BurstRates.Of(burst, TimeSpan.Zero).DecodeTps).OfType<double>()];

    static (double[], double[])? Batched(double[] rates) => rates.Length == 0 ? null : (rates, [.. rates.Select(_ => 1.0)]);
}
