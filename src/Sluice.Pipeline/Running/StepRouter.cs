using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running.Limits;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>Leads records from step to step: what has just ended for a record decides what it is asked next. No record waits for another.</summary>
/// <param name="lines">Of each step, in the graph's order.</param>
/// <param name="output">The steps whose answers make a line of the output.</param>
internal sealed class StepRouter(StepGraph graph, IReadOnlyList<StepLine> lines, IReadOnlyList<int> output, RunMeter meter, RunObserver observer, FailureLimit failures, RunStop stop)
{
    long complete;

    /// <summary>Records that all steps of the output have answered, now or earlier.</summary>
    public long Complete => Interlocked.Read(ref complete);

    /// <summary>Begins what a record can be asked now, and counts it when nothing is left. Throws <see cref="OperationCanceledException"/> when the run is stopping.</summary>
    public async Task AdvanceAsync(RecordFlow flow)
    {
        while (true)
        {
            var (doomed, ready) = (flow.Doom(), flow.Begin());
            if (doomed.Count + ready.Count == 0) break;

            foreach (var (step, because) in doomed) await RefuseAsync(flow, step, InputReason.EarlierStep, $"the step '{lines[because].Name}', whose answer it shows, gave none");
            foreach (var step in ready) await BeginAsync(flow, step);
        }

        if (flow.Completes(output)) Interlocked.Increment(ref complete);
        if (!flow.Settles()) return;

        if (flow.FirstReason is { } reason) meter.Failed(reason);
        else if (flow.IsResumed) meter.Resumed();
        else meter.Answered();
    }

    /// <summary>Gives a record up under a step without asking, durably.</summary>
    public async Task RefuseAsync(RecordFlow flow, int step, string reason, string detail)
    {
        if (flow.Known(step).LastFailure != new StoredReason(reason, detail))
        {
            var attempt = new AttemptEntry { Number = 0, Reason = reason, Detail = detail, IsFinal = true };
            await lines[step].Committer.CommitAsync(new JournalEntry(flow.Record, attempt, null));
        }

        var refused = new FailedRecord(flow.Record, reason, detail, "", 0) { Step = lines[step].Name };
        if (reason != InputReason.EarlierStep && flow.Known(step).LastFailure is null) failures.Refused(refused);

        flow.Failed(step, reason);
        lines[step].Meter.Failed(reason);
        observer.Failed(refused);
    }

    /// <summary>Counts a record among the failed ones that was given up before the run was interrupted.</summary>
    public void StaysFailed(RecordFlow flow, int step, StoredReason failure)
    {
        flow.Failed(step, failure.Reason);
        lines[step].Meter.Failed(failure.Reason);
        observer.Failed(new FailedRecord(flow.Record, failure.Reason, failure.Detail, "", 0) { Step = lines[step].Name });
    }

    /// <summary>The question of a step that can begin. False when a field is missing.</summary>
    public bool TryWrite(RecordFlow flow, int step, [NotNullWhen(true)] out Question? question, [NotNullWhen(false)] out string? problem)
    {
        var fields = graph.UsesOf(step).Count == 0 ? flow.Record.Fields
            : StepFields.Of(flow.Record.Fields, flow.AnswersFor(step).Select(used => (lines[used.Step].Name, used.Answer)));
        return lines[step].Writer.TryWrite(flow.Record, fields, out question, out problem);
    }

    async Task BeginAsync(RecordFlow flow, int step)
    {
        if (!TryWrite(flow, step, out var question, out var problem)) await RefuseAsync(flow, step, InputReason.Input, problem);
        else if (!await KeepsAsync(flow, step, question)) await lines[step].EnqueueAsync(flow, question, stop.Stopping);
    }

    /// <summary>Whether an answer holds that a later step gave before those in front of it had changed. (Those of first steps are looked for when the record is read.)</summary>
    async Task<bool> KeepsAsync(RecordFlow flow, int step, Question question)
    {
        var reuse = lines[step].Reuse;
        if (graph.UsesOf(step).Count == 0 || !await reuse.HasAnyAsync(stop.Stopping) || !flow.LooksBack(step)) return false;
        if (!(await reuse.KeepAsync([question], stop.Stopping)).TryGetValue(0, out var answer)) return false;

        flow.Answered(step, JsonElement.Parse(answer), resumed: true);
        lines[step].Meter.Resumed();
        return true;
    }
}
