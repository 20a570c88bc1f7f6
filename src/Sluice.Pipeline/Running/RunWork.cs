using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running.Limits;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>Runs the steps over the whole input: one planner reads, each step asks what has come as far as it.</summary>
internal sealed class RunWork(PipelineSpec spec, StepGraph graph, IReadOnlyList<StepLine> lines, RunOptions options, RunStore store, KeyRegister register, DateTimeOffset? continuesSince, RunMeter meter, RunLimits limits, RunStop stop, RunObserver observer, TimeProvider time) : IDisposable
{
    readonly RecordSource source = options.Sample is { } size ? new SampledSource(RecordSource.Of(spec.Input), size, options.Seed) : RecordSource.Of(spec.Input);
    readonly StepRouter router = new(graph, lines, [.. spec.OutputSteps.Select(name => spec.Steps.ToList().FindIndex(step => step.Name == name))], meter, observer, limits.Failures, stop);

    readonly BackendBoard board = new(options.Backoff, time, observer.Notice);

    ChangedInputCheck? changes;

    /// <summary>What the run stopped at; null when it did not.</summary>
    public ChangedRecords? Undecided => changes?.Undecided;

    /// <summary>How many calls each backend gets, where that is found while running.</summary>
    public IReadOnlyList<BackendLevel> Levels => board.Levels;

    /// <summary>Records that all steps of the output have answered.</summary>
    public long Complete => router.Complete;

    public async Task<RecordPlanner> RunAsync()
    {
        using var endOfCount = CancellationTokenSource.CreateLinkedTokenSource(stop.Stopping);
        var counting = CountAsync(endOfCount.Token);
        changes = new ChangedInputCheck(source, spec.Input.Files.All(file => file.CanBeReadAgain), options, store, [.. lines.Select(line => line.Stored)], stop);
        var memory = new FormMemory(FormMemory.PathOf(Path.GetFullPath(options.StorePath)), time);
        await SpentAsync();
        var planner = new RecordPlanner(source, graph, lines, router, store, new DuplicateCheck(spec.Input.Duplicates, register), changes, options.OnlyFailed, options.OnlyFailed is null ? continuesSince : null, limits.Failures, meter);
        var planning = PlanAsync(planner);
        var ends = new Task[lines.Count];
        for (var step = 0; step < lines.Count; step++)
        {
            var before = graph.UsesOf(step).Select(used => ends[used]).Append(planning);
            ends[step] = Task.WhenAll(lines[step].RunAsync(router, board, limits, options.Backoff, memory, counting, observer, stop, time), CompleteAsync(lines[step], before));
        }

        try
        {
            await Task.WhenAll(ends.Append(planning));
        }
        finally
        {
            await endOfCount.CancelAsync();
            await counting;
        }

        foreach (var (line, tally) in lines.Select(line => (line, line.Reuse.BeforeOthersChanged)).Where(one => one.BeforeOthersChanged.Seen > 0))
            observer.Notice($"steps in front of '{line.Name}' have changed: of its {tally.Seen} stored answers {tally.Kept} are kept, since what it asks about their records is the same; the others are asked again");
        if (planner.ReadAll) meter.TotalIs(planner.Read - planner.PassedOver);
        return planner;
    }

    public void Dispose() => board.Dispose();

    /// <summary>A step has all its questions when the input is read and those in front of it have ended.</summary>
    static async Task CompleteAsync(StepLine line, IEnumerable<Task> before)
    {
        try
        {
            await Task.WhenAll(before);
        }
        finally
        {
            line.Complete();
        }
    }

    /// <summary>Counts what earlier invocations have spent, where a limit asks for it: the whole journal is read.</summary>
    async Task SpentAsync()
    {
        if (spec.Limits is { Tokens: null, Cost: null }) return;
        var prices = lines.SelectMany(line => line.Backends).DistinctBy(backend => backend.Name).ToDictionary(backend => backend.Name, backend => backend.Price);
        if (spec.Limits.Cost is not null && prices.FirstOrDefault(price => price.Value is null).Key is { } unknown)
            stop.Because($"limits.cost is set, but the backend '{unknown}' has no price; allowed: price: {{ input: USD, output: USD }} per million tokens for it in sluice.yaml");
        foreach (var total in await store.SpentAsync(lines[0].Stored, CancellationToken.None))
        {
            var price = total.Backend is null ? null : prices.GetValueOrDefault(total.Backend);
            limits.Spending.AddEarlier(new Spending(total.PromptTokens + total.CompletionTokens, price?.Of(total.PromptTokens, total.CompletionTokens) ?? 0));
        }
    }

    async Task PlanAsync(RecordPlanner planner)
    {
        try
        {
            await planner.PlanAsync(options.Limit, isPart: options.Sample is not null || spec.Input.StandsIn, stop.Stopping);
            if (planner.Read == 0) stop.Because($"the input has no records: {string.Join(", ", spec.Input.Files.Select(file => file.Name))}");
            if (planner.Changed > 0) observer.Notice(planner.Changed == 1 ? "1 record has changed since this run last saw it; it is asked about again" : $"{planner.Changed} records have changed since this run last saw them; they are asked about again");
            if (planner.Outdated > 0) observer.Notice(planner.Outdated == 1 ? "1 record has changed since it was answered; the answer to its old content is kept" : $"{planner.Outdated} records have changed since they were answered; the answers to their old content are kept");
            if (planner.StillFailed > 0) observer.Notice($"given up before the run was interrupted, and left as they are: {planner.StillFailed} of its records; once it has come to its end, the same command or 'sluice retry {spec.Name}' tries them again");
            foreach (var (line, tally) in lines.Select(line => (line, line.Reuse.ToOtherSchemas)).Where(one => one.ToOtherSchemas.Seen > 0))
                observer.Notice($"the schema{(lines.Count > 1 ? $" of '{line.Name}'" : "")} has changed: of {tally.Seen} stored answers {tally.Kept} fit it and are kept, the others are asked again (--on-changed-schema rerun asks all again)");
        }
        catch (OperationCanceledException) when (stop.Stopping.IsCancellationRequested)
        {
            // What was not planned is planned next time.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            stop.Because($"the input cannot be read: {e.Message}");
        }
        catch (Exception e)
        {
            stop.Because(e.Message, cutCalls: true);
            throw;
        }
    }

    /// <summary>Counts the input beside the run, so that people see how far it is long before it was read.</summary>
    async Task CountAsync(CancellationToken ct)
    {
        try
        {
            var count = await Task.Run(() => source.CountAsync(ct), ct);
            if (count is { } known && options.OnlyFailed is null) meter.TotalIs(Math.Min(known, options.Limit ?? known));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The total stays unknown; the planner reads the same files and says what is wrong with them.
        }
    }
}
