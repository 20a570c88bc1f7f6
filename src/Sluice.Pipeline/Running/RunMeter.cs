using Sluice.Pipeline.Asking;
using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Running;

/// <summary>
/// Counts what happens in a run or in one of its steps, from many threads, and gives a picture of it at any time. Calls and tokens of a
/// step count for the run too; records do not, since only the run knows when a record is through all of its steps.
/// </summary>
/// <param name="run">The run's own meter; null for that one.</param>
internal sealed class RunMeter(TimeProvider time, RunMeter? run = null)
{
    readonly List<(string Name, RunMeter Meter)> steps = [];
    readonly Lock gate = new();
    readonly long start = time.GetTimestamp();
    readonly Dictionary<string, long> failed = new(StringComparer.Ordinal);
    readonly LastMinute answersNow = new(), tokensNow = new(), promptsNow = new();
    readonly Pace pace = new();
    long? total;
    readonly CutMeter cuts = new();
    long answered, resumed, merged, calls, uncounted, promptTokens, completionTokens, discardedTokens;
    long? cachedTokens;
    int inFlight;
    decimal? cost = 0;
    GroundingProgress grounding = new();
    TimeSpan? firstCall, lastAnswer;

    /// <summary>Begins to count a step.</summary>
    public RunMeter Step(string name)
    {
        var meter = new RunMeter(time, this);
        lock (gate) steps.Add((name, meter));
        return meter;
    }

    public void TotalIs(long records)
    {
        lock (gate)
        {
            total = records;
            foreach (var (_, meter) in steps) meter.TotalIs(records);
        }
    }

    public void RecordBegins()
    {
        run?.RecordBegins();
        lock (gate) inFlight++;
    }

    public void RecordLeaves()
    {
        run?.RecordLeaves();
        lock (gate) inFlight--;
    }

    public void Resumed()
    {
        lock (gate) resumed++;
    }

    /// <summary>A record is left out because another one with its id counts.</summary>
    public void Merged()
    {
        lock (gate) merged++;
    }

    public void Answered()
    {
        lock (gate)
        {
            answered++;
            lastAnswer = Now;
            answersNow.Add(Now, 1);
            pace.Add(Now);
        }
    }

    public void Failed(string reason)
    {
        lock (gate)
        {
            failed[reason] = failed.GetValueOrDefault(reason) + 1;
            pace.Add(Now);
        }
    }

    public void CallBegins()
    {
        run?.CallBegins();
        lock (gate)
        {
            calls++;
            firstCall ??= Now;
        }
    }

    /// <param name="first">The verbatim values of a record's first answer; null when none were looked for.</param>
    /// <param name="last">Those of its last one.</param>
    /// <param name="dropped">Values taken out of it.</param>
    public void Grounded(GroundingTally? first, GroundingTally? last, int dropped)
    {
        if (first is null && last is null) return;
        run?.Grounded(first, last, dropped);
        lock (gate) grounding = grounding.And(first, last, dropped);
    }

    /// <param name="bytes">Length of the answer, as far as it came.</param>
    /// <param name="usd">What it cost; null when the backend's price is not known.</param>
    public void CallEnded(TokenUsage? usage, long bytes, bool accepted, decimal? usd = null)
    {
        if (usage is null && bytes == 0) return;
        run?.CallEnded(usage, bytes, accepted, usd);
        lock (gate)
        {
            if (usage is null)
            {
                uncounted++;
                return;
            }

            if (accepted) cuts.Accepted(usage.CompletionTokens, bytes);
            cost += usd;
            promptTokens += usage.PromptTokens;
            completionTokens += usage.CompletionTokens;
            if (!accepted) discardedTokens += usage.CompletionTokens;
            if (usage.CachedPromptTokens is { } cached) cachedTokens = (cachedTokens ?? 0) + cached;
            tokensNow.Add(Now, usage.CompletionTokens);
            promptsNow.Add(Now, usage.PromptTokens);
        }
    }

    /// <summary>An answer was cut because it could not become good any more.</summary>
    /// <param name="bytes">Its length until then.</param>
    public void Cut(long bytes)
    {
        run?.Cut(bytes);
        lock (gate) cuts.Cut(bytes);
    }

    public RunProgress Snapshot()
    {
        lock (gate)
        {
            var finished = answered + failed.Values.Sum();
            var elapsed = Now;
            long? left = total - resumed - merged - finished is { } open ? Math.Max(0, open) : null;
            var range = left is { } many && firstCall is { } begin ? pace.For(many, begin, elapsed) : null;
            var isCounted = uncounted == 0 || promptTokens + completionTokens > 0;
            return new RunProgress
            {
                Steps = [.. steps.Select(step => new StepProgress(step.Name, step.Meter.Snapshot()))],
                Total = total,
                Answered = answered,
                Resumed = resumed,
                Merged = merged,
                FailedByReason = new SortedDictionary<string, long>(failed, StringComparer.Ordinal),
                InFlight = inFlight,
                Calls = calls,
                UncountedCalls = uncounted,
                PromptTokens = isCounted ? promptTokens : null,
                CompletionTokens = isCounted ? completionTokens : null,
                CachedTokens = cachedTokens,
                DiscardedTokens = isCounted ? discardedTokens : null,
                Cost = promptTokens + completionTokens > 0 ? cost : null,
                Grounding = grounding.FirstValues + grounding.LastValues > 0 ? grounding : null,
                CutAnswers = cuts.Count,
                SavedTokens = cuts.SavedTokens,
                RecordsPerHour = lastAnswer - firstCall is { Ticks: > 0 } span ? answered / span.TotalHours : null,
                RecordsPerHourNow = answersNow.PerSecond(firstCall, elapsed) * 3600,
                TokensPerSecond = isCounted ? tokensNow.PerSecond(firstCall, elapsed) : null,
                PromptTokensPerSecond = isCounted ? promptsNow.PerSecond(firstCall, elapsed) : null,
                Elapsed = elapsed,
                Remaining = range?.Likely ?? (finished > 0 && firstCall is { } first ? (elapsed - first) / finished * left : null),
                RemainingLeast = range?.Least,
                RemainingMost = range?.Most,
            };
        }
    }

    TimeSpan Now => time.GetElapsedTime(start);
}
