using System.Globalization;
using System.Text;
using Sluice.Bench.Ladders;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Reporting;

/// <summary>What a ladder says to somebody who must decide: the knee, the target, the cost.</summary>
static class LadderVerdicts
{
    public static void Write(StringBuilder text, Ladder ladder, Report report)
    {
        if (report.KneeOf(ladder) is { } knee) text.Append(CultureInfo.InvariantCulture, $"knee: {Sentence(knee)}{Caution(ladder)}\n");
        if (report.Job is { } job)
        {
            if (JobText.Sentence(ladder, report.KneeOf(ladder), job) is { } sentence) text.Append(CultureInfo.InvariantCulture, $"{sentence}\n");
            JobText.Table(text, ladder, job);
        }

        if (report.Target is { } target) Target(text, report.GoodputsOf(ladder), target);
        if (report.Cost is { } cost) Costs(text, ladder, cost);
    }

    /// <summary>All that a ladder says, a sentence each.</summary>
    public static IEnumerable<string> Sentences(Ladder ladder, Report report)
    {
        if (report.KneeOf(ladder) is { } knee) yield return $"knee: {Sentence(knee)}{Caution(ladder)}";
        if (report.Job is { } job && JobText.Sentence(ladder, report.KneeOf(ladder), job) is { } sentence) yield return sentence;
        if (report.Target is { } target) yield return Sentence(report.GoodputsOf(ladder), target);
        if (AdmissionCap.Of(ladder) is { } cap) yield return string.Create(CultureInfo.InvariantCulture, $"the server admits about {cap.Requests} at once; rows above c{cap.Requests} measure its queue: {cap.Evidence}");
    }

    public static string Sentence(Knee knee)
    {
        if (knee.Level is not { } level) return knee.Missing ?? "none";
        var rises = knee.TtftRises is { } times ? string.Create(CultureInfo.InvariantCulture, $"; one level more waits {times:0.0} times as long for its first token") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{level} in flight give at least {Knee.Share:0 %} of the best rate, {Rounded.Of(knee.BestTps)} tok/s; the share is reached between {Range(knee.Interval)} (95 %){rises}");
    }

    public static string Sentence(IReadOnlyList<Goodput> goodputs, LatencyTarget target)
    {
        var (seen, surely, perhaps) = Goodput.Largest(goodputs, target);
        return string.Create(CultureInfo.InvariantCulture, $"within {target}: {(seen is { } most ? string.Create(CultureInfo.InvariantCulture, $"up to {most} in flight") : "not even the first level")} (surely {Of(surely)}, perhaps {Of(perhaps)})");

        static string Of(int? level) => level?.ToString(CultureInfo.InvariantCulture) ?? "none";
    }

    /// <summary>What a knee rests on that is not the server's doing.</summary>
    static string Caution(Ladder ladder) => ClientBound.Levels(ladder) is { Count: > 0 } spoilt
        ? $"; the client held up {string.Join(", ", spoilt.Select(level => level.Plan.Sending))} (CLIENT-BOUND), where the server may do better: measure again from a machine with time to spare"
        : "";

    static string Range(Interval? interval) => interval is { } range
        ? string.Create(CultureInfo.InvariantCulture, $"{range.Low:0.#} and {(double.IsFinite(range.High) ? range.High.ToString("0.#", CultureInfo.InvariantCulture) : "beyond the last level")}")
        : "unknown levels";

    static void Target(StringBuilder text, IReadOnlyList<Goodput> goodputs, LatencyTarget target)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Sentence(goodputs, target)}\n");
        var table = new TextTable("c", "good", "95 %", "good/s", "verdict");
        foreach (var goodput in goodputs)
        {
            table.Add(goodput.Level.Plan.Concurrency > 0 ? Rounded.Whole(goodput.Level.Plan.Concurrency) : goodput.Level.Plan.Sending,
                goodput.Share.Value is { } share ? Rounded.Percent(share) : Rounded.Unknown,
                goodput.Share.Interval is { } interval ? $"{Rounded.Percent(interval.Low)} to {Rounded.Percent(interval.High)}" : Rounded.Unknown,
                Rounded.Of(goodput.RequestsPerSecond), goodput.Verdict.ToString().ToLowerInvariant());
        }

        table.WriteTo(text);
    }

    static void Costs(StringBuilder text, Ladder ladder, RunningCost cost)
    {
        var table = new TextTable("c", "per 1M output tokens", "per 1,000 records", "J per output token", "Wh per 1,000 records");
        foreach (var level in ladder.Levels)
        {
            var each = cost.Of(level);
            table.Add(level.Plan.Concurrency > 0 ? Rounded.Whole(level.Plan.Concurrency) : level.Plan.Sending, Rounded.Of(each.PerMillionTokens), Rounded.Of(each.PerThousandRecords), Rounded.Of(each.JoulesPerToken), Rounded.Of(each.WattHoursPerThousandRecords));
        }

        table.WriteTo(text);
    }
}
