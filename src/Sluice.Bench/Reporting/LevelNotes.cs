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

    /// <summary>Tokens a chunk from which it is said: below, a few were joined by chance.</summary>
    const double SeveralTokens = 1.05;

    /// <summary>Share of the concurrency that waits for nothing but the end of a body, from which it is said.</summary>
    const double LeastHeldOpen = 0.02;

    public static IReadOnlyList<string> Of(LevelFigures level)
    {
        var (tally, notes) = (level.Tally, new List<string>());
        foreach (var reason in ClientBound.Reasons(level)) notes.Add($"CLIENT-BOUND: {reason}");
        if (HeldOpen.Of(level) is { } open && open.InFlight > LeastHeldOpen * level.Plan.Concurrency)
            notes.Add(Text($"the server kept its answers open for {Rounded.Of(open.Milliseconds)} ms behind their last word, on average: only {level.Held!.Value.Mean:0.0#} of {level.Plan.Concurrency} were being answered at a time"));
        foreach (var failed in tally.Failed) notes.Add(Text($"{failed.Count} of {tally.Sent} failed: {failed.Named}{(failed.Example is null ? "" : $" ({failed.Example})")}"));
        if (tally.Unfinished > 0) notes.Add(Text($"{tally.Unfinished} of {tally.Sent} had not ended when it stopped: their waits count as at least so long"));
        if (tally.Early > 0) notes.Add(Text($"{tally.Early} of {tally.Answered} answers ended before the length that was asked for{(tally.Early > EarlyShare * tally.Answered ? ": per-token figures hold, rates an hour do not compare" : "")}"));
        if (tally.Empty > 0) notes.Add(Text($"{tally.Empty} of {tally.Answered} answers were empty: they count as answered, but wrote nothing"));
        if (tally.OnlyReasoned > 0) notes.Add(Text($"{tally.OnlyReasoned} of {tally.Answered} answers ended while the model was still reasoning: a longer --tg would show when the answer begins"));
        if (tally.Invalid is { } invalid and > 0) notes.Add(Text($"{invalid} of {tally.Answered} answers broke their schema"));
        if (tally.AtOnce > 0) notes.Add(Text($"{tally.AtOnce} of {tally.Answered} answers came in one piece: they have no decode rate"));
        if (level.Plan is { SharedPrefix: true, Depth: > 0 } && Uncached(level.Counting.CachedShare) is { } uncached) notes.Add(uncached);
        if (level.Prompts is { MostOff: > 0 } prompts) notes.Add(Text($"prompts were {prompts.Mean:#,0.#} tokens long on average in place of {prompts.Aimed:#,0.#}, at most {prompts.MostOff:#,0} off"));
        if (Reasoning(level) is { } reasoning) notes.Add(reasoning);
        if (level.Counting is { Source: CountSource.Chunks, ErrorBound: var bound }) notes.Add(Text($"nobody counted tokens: chunks stand for them, so there are at least as many as shown, and at most {1 + bound:0.0} times as many, one a character"));
        if (level.Counting is { Source: not CountSource.Chunks, TokensPerChunk: > SeveralTokens and var several }) notes.Add(Text($"a chunk carries {several:0.0} tokens on average: ITL is between chunks, TPOT per token"));
        if (level.Counting.Source == CountSource.Tokenizer) notes.Add("tokens were counted afterwards by the server's tokenizer");
        if (tally.Ignored > 0) notes.Add(Text($"{tally.Ignored} events were no chunks (keep-alives) and were skipped"));
        if (tally.Comments > 0) notes.Add(Text($"{tally.Comments} comment lines (such as \": ping\") came between the events and were skipped"));
        if (level.ScheduleLag.Most is > 1 and var late && level.Plan.Load is LoadKind.Constant or LoadKind.Poisson or LoadKind.Trace)
            notes.Add(Text($"requests were sent late by up to {Rounded.Of(late)} ms{(level.ScheduleLag.P99.Value is { } p99 ? $", p99 {Rounded.Of(p99)} ms" : "")}"));
        if (level.Log.End?.Server is { Preemptions: > 0 and var thrown }) notes.Add(Text($"the server threw {thrown:0} requests out of its cache to make room"));
        if (End(level) is { } end) notes.Add(end);
        return notes;
    }

    static string? Uncached(double? share) => share switch
    {
        null => "the depth was the same for all, but the server does not say how much of it came from its prefix cache",
        0 => "the depth was the same for all, but none of it came from the server's prefix cache: it was read anew each time",
        _ => null,
    };

    static string? Reasoning(LevelFigures level)
    {
        if (level.Counting.ReasoningShare is not (> 0 and var share)) return null;
        return Text($"{Rounded.Percent(share)} of the tokens were reasoning{(level.Ttfa.P50.Value is { } answer ? $": the answer itself begins after {Rounded.Of(answer)} ms (TTFA p50)" : "")}");
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
