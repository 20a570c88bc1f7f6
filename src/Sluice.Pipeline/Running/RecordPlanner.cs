using System.Text.Json;
using System.Threading.Channels;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running.Limits;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>Reads the input and decides for each record which steps have answered it already, and what it is to be asked now. Holds one page of records at a time.</summary>
internal sealed class RecordPlanner(
    RecordSource source, StepGraph graph, IReadOnlyList<StepLine> lines, StepRouter router, RunStore store, DuplicateCheck duplicates, ChangedInputCheck changes,
    IReadOnlyList<string>? onlyFailed, DateTimeOffset? continuesSince, FailureLimit failures, RunMeter meter)
{
    const int Page = 256; // records looked up at once
    const int ReadAhead = 2; // pages: one is looked up, one is ready, one is being read

    /// <summary>Records read.</summary>
    public long Read { get; private set; }

    /// <summary>Records whose content is not what it was when the store last saw them.</summary>
    public long Changed { get; private set; }

    /// <summary>Changed records whose answer to the old content was kept.</summary>
    public long Outdated { get; private set; }

    /// <summary>Records that were given up before the run was interrupted, and are not asked about again while it goes on.</summary>
    public long StillFailed { get; private set; }

    /// <summary>Records left for another time, since only some that failed are asked about.</summary>
    public long PassedOver { get; private set; }

    /// <summary>Whether every record that was asked for was read.</summary>
    public bool ReadAll { get; private set; }

    /// <summary>Whether those were all records of the pipeline's input.</summary>
    public bool ReachedEnd { get; private set; }

    /// <summary>Plans the whole source, or its first records.</summary>
    /// <param name="isPart">Whether the pipeline has records that the source leaves out.</param>
    public async Task PlanAsync(long? limit, bool isPart, CancellationToken stopping)
    {
        await duplicates.PrepareAsync(source, limit, stopping);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pages = Channel.CreateBounded<List<SourceRecord>>(ReadAhead);
        var reading = Task.Run(() => ReadAsync(pages.Writer, limit, ended.Token), CancellationToken.None);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(stopping)) await PlanAsync(page, stopping);
        }
        finally
        {
            await ended.CancelAsync();
            await reading;
        }

        ReadAll = true;
        ReachedEnd = !isPart && (limit is null || Read < limit);
    }

    /// <summary>Reads pages beside the look-ups. What goes wrong comes out of the channel.</summary>
    async Task ReadAsync(ChannelWriter<List<SourceRecord>> pages, long? limit, CancellationToken ct)
    {
        try
        {
            var page = new List<SourceRecord>(Page);
            await foreach (var record in source.ReadAsync(ct))
            {
                if (Read == limit) break;
                Read++;
                if (duplicates.Check(record) is { } counts) page.Add(counts);
                else meter.Merged();
                if (page.Count < Page) continue;
                await pages.WriteAsync(page, ct);
                page = new List<SourceRecord>(Page);
            }

            if (page.Count > 0) await pages.WriteAsync(page, ct);
            pages.Complete();
        }
        catch (Exception e)
        {
            pages.Complete(e);
        }
    }

    async Task PlanAsync(List<SourceRecord> page, CancellationToken stopping)
    {
        failures.Read(page.Count);

        RecordIdentity[] identities = [.. page.Select(IdentityOf)];
        var states = new IReadOnlyList<RecordState>[lines.Count];
        for (var step = 0; step < lines.Count; step++) states[step] = await store.FindAsync(lines[step].Stored, identities, stopping);

        var flows = new List<RecordFlow>(page.Count);
        for (var n = 0; n < page.Count; n++)
        {
            if (!IsWanted([.. states.Select(found => found[n])]))
            {
                PassedOver++;
                continue;
            }

            var flow = new RecordFlow(page[n], graph, [.. states.Select(found => found[n])]);
            if (flow.HasOutdatedAnswer && page[n].Fault is null && await changes.KeepsAsync(page[n], stopping)) KeepOutdated(flow);
            else flows.Add(flow);
        }

        for (var step = 0; step < lines.Count; step++) await ResumeAsync(flows, step, stopping);
        await Task.WhenAll(flows.Select(SendAsync));
    }

    /// <summary>Whether a record is asked about, or counted as answered, where only some that failed are to be asked.</summary>
    bool IsWanted(IReadOnlyList<RecordState> known) =>
        onlyFailed is null || known.All(state => state.IsAnswered)
        || known.Any(state => state.LastFailure is { } last && (onlyFailed.Contains(last.Reason) || onlyFailed.Contains("all")));

    void KeepOutdated(RecordFlow flow)
    {
        Outdated++;
        meter.Resumed();
        for (var step = 0; step < lines.Count; step++)
        {
            if (flow.Known(step).HasOutdatedAnswer) lines[step].Meter.Resumed();
        }
    }

    /// <summary>Notes the answers that a step has given in earlier invocations; they are read where another step has yet to use them.</summary>
    async Task ResumeAsync(IReadOnlyList<RecordFlow> flows, int step, CancellationToken stopping)
    {
        var answered = flows.Where(flow => flow.Record.Fault is null && flow.Known(step).IsAnswered).ToHashSet();
        answered.UnionWith(await KeepFittingAsync(flows, step, stopping));
        RecordFlow[] used = [.. answered.Where(flow => graph.UsersOf(step).Any(later => !flow.Known(later).IsAnswered))];
        var answers = used.Length == 0 ? [] : await store.FindEarlierAnswersAsync(lines[step].Stored, [.. used.Select(flow => IdentityOf(flow.Record))], stopping);
        var texts = used.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second!.Json);
        foreach (var flow in answered)
        {
            flow.Answered(step, texts.GetValueOrDefault(flow) is { } text ? JsonElement.Parse(text) : default, resumed: true);
            lines[step].Meter.Resumed();
        }
    }

    /// <summary>The records to which an answer is kept that was given under another configuration.</summary>
    async Task<IEnumerable<RecordFlow>> KeepFittingAsync(IReadOnlyList<RecordFlow> flows, int step, CancellationToken stopping)
    {
        var reuse = lines[step].Reuse;
        if (!await reuse.HasAnyAsync(stopping)) return [];

        var open = new List<(RecordFlow Flow, Question Question)>();
        foreach (var flow in flows)
        {
            if (flow.Record.Fault is not null || flow.Known(step).IsAnswered || !flow.CanBegin(step) || !router.TryWrite(flow, step, out var question, out _)) continue;
            flow.LooksBack(step);
            open.Add((flow, question));
        }

        return (await reuse.KeepAsync([.. open.Select(one => one.Question)], stopping)).Keys.Select(place => open[place].Flow);
    }

    async Task SendAsync(RecordFlow flow)
    {
        var changed = flow.Known(0).IsChanged;
        if (changed) Changed++;

        // An answer is to this content, but the store last saw another one: what is current must be said again.
        if (changed && flow.HasAnswer) await lines[0].Committer.CommitAsync(new JournalEntry(flow.Record, null, null));
        if (flow.Record.Fault is { } fault)
        {
            for (var step = 0; step < lines.Count; step++)
            {
                if (graph.UsesOf(step).Count == 0) await router.RefuseAsync(flow, step, flow.Record.FaultReason, fault);
            }
        }

        if (flow.Record.Fault is null) KeepFailed(flow);
        await router.AdvanceAsync(flow);
    }

    /// <summary>A run that goes on does not pay again for what it gave up itself; a new run tries once more.</summary>
    void KeepFailed(RecordFlow flow)
    {
        var any = false;
        for (var step = 0; step < lines.Count; step++)
        {
            if (flow.Known(step) is not { IsAnswered: false, LastFailure: { } failure, GivenUpAt: { } at } || !(at >= continuesSince)) continue;
            router.StaysFailed(flow, step, failure);
            any = true;
        }

        if (any) StillFailed++;
    }

    static RecordIdentity IdentityOf(SourceRecord record) => new(record.Key, record.InputHash);
}
