using System.Globalization;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>What a reader must know about a level before using its figures, one sentence each.</summary>
public static class LevelNotes
{
    /// <summary>Answers that may end early before it is said loudly.</summary>
    const double EarlyShare = 0.02;

    public static IReadOnlyList<string> Of(LevelFigures level)
    {
        var (tally, notes) = (level.Tally, new List<string>());
        foreach (var reason in ClientBound.Reasons(level)) notes.Add($"CLIENT-BOUND: {reason}");
        foreach (var (reason, count, example) in tally.Failed) notes.Add(Text($"{count} of {tally.Sent} failed: {reason}{(example is null ? "" : $" ({example})")}"));
        if (tally.Unfinished > 0) notes.Add(Text($"{tally.Unfinished} of {tally.Sent} had not ended when it stopped: their waits count as at least so long"));
        if (tally.Early > 0) notes.Add(Text($"{tally.Early} of {tally.Answered} answers ended before the length that was asked for{(tally.Early > EarlyShare * tally.Answered ? ": per-token figures hold, rates an hour do not compare" : "")}"));
        if (tally.Invalid is { } invalid and > 0) notes.Add(Text($"{invalid} of {tally.Answered} answers broke their schema"));
        if (tally.AtOnce > 0) notes.Add(Text($"{tally.AtOnce} of {tally.Answered} answers came in one piece: they have no decode rate"));
        if (level.Counting is { Source: CountSource.Chunks, ErrorBound: var bound }) notes.Add(Text($"nobody counted tokens: chunks stand for them, and there may be up to {Rounded.Percent(bound)} more"));
        if (level.Counting.Source == CountSource.Tokenizer) notes.Add("tokens were counted afterwards by the server's tokenizer");
        if (tally.Ignored > 0) notes.Add(Text($"{tally.Ignored} events were no chunks (keep-alives) and were skipped"));
        if (tally.Comments > 0) notes.Add(Text($"{tally.Comments} comment lines (such as \": ping\") came between the events and were skipped"));
        if (level.ScheduleLag.Most is > 1 and var late && level.Plan.Load is LoadKind.Constant or LoadKind.Poisson or LoadKind.Trace)
            notes.Add(Text($"requests were sent late by up to {Rounded.Of(late)} ms{(level.ScheduleLag.P99.Value is { } p99 ? $", p99 {Rounded.Of(p99)} ms" : "")}"));
        if (level.Log.End?.Server is { Preemptions: > 0 and var thrown }) notes.Add(Text($"the server threw {thrown:0} requests out of its cache to make room"));
        if (End(level) is { } end) notes.Add(end);
        return notes;
    }

    static string? End(LevelFigures level) => level.Log.End?.Why switch
    {
        null => "the log ends inside this level",
        EndReason.Stopped => "stopped before it was done",
        EndReason.Limit => level.OutputTps.RelativeHalfWidth is { } width ? Text($"the limit came before the interval was narrow enough (±{Rounded.Percent(width)})") : "the limit came before an interval could be stated",
        EndReason.Failing => "ended early: too many requests failed",
        _ => null,
    };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
