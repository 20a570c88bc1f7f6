using System.Threading.Channels;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>Reads the input and decides for each record whether it is answered already, cannot be asked about, or is to be asked about now. Holds one page of records at a time.</summary>
internal sealed class RecordPlanner(
    RecordSource source, QuestionWriter writer, RunStore store, StoredStep step, GroupCommitter committer, DuplicateCheck duplicates,
    ChangedInputCheck changes, AnswerReuse? reuse, RunMeter meter, RunObserver observer)
{
    const int Page = 256; // records looked up at once

    /// <summary>Records read.</summary>
    public long Read { get; private set; }

    /// <summary>Records whose content is not what it was when the store last saw them.</summary>
    public long Changed { get; private set; }

    /// <summary>Changed records whose answer to the old content was kept.</summary>
    public long Outdated { get; private set; }

    /// <summary>Whether every record that was asked for was read.</summary>
    public bool ReadAll { get; private set; }

    /// <summary>Whether those were all records of the pipeline's input.</summary>
    public bool ReachedEnd { get; private set; }

    /// <summary>Plans the whole source, or its first records.</summary>
    /// <param name="isPart">Whether the pipeline has records that the source leaves out.</param>
    public async Task PlanAsync(ChannelWriter<Question> questions, long? limit, bool isPart, CancellationToken stopping)
    {
        await duplicates.PrepareAsync(source, limit, stopping);
        var page = new List<SourceRecord>(Page);
        await foreach (var record in source.ReadAsync(stopping))
        {
            if (Read == limit) break;
            Read++;
            if (duplicates.Check(record) is { } counts) page.Add(counts);
            else meter.Merged();
            if (page.Count < Page) continue;
            await PlanAsync(page, questions, stopping);
            page.Clear();
        }

        await PlanAsync(page, questions, stopping);
        ReadAll = true;
        ReachedEnd = !isPart && (limit is null || Read < limit);
    }

    async Task PlanAsync(List<SourceRecord> page, ChannelWriter<Question> questions, CancellationToken stopping)
    {
        var states = await store.FindAsync(step, [.. page.Select(record => new RecordIdentity(record.Key, record.InputHash))], stopping);
        var notes = new List<Task>();
        var open = new List<Question>();
        foreach (var (record, state) in page.Zip(states))
        {
            if (state.HasOutdatedAnswer && record.Fault is null && await changes.KeepsAsync(record, stopping))
            {
                Outdated++;
                meter.Resumed();
                continue;
            }

            if (state.IsChanged) Changed++;
            if (record.Fault is { } fault) notes.Add(RefuseAsync(record, record.FaultReason, fault, state));
            else if (state.IsAnswered) notes.Add(ResumeAsync(record, state));
            else if (writer.TryWrite(record, out var question, out var problem)) open.Add(question);
            else notes.Add(RefuseAsync(record, InputReason.Input, problem, state));
        }

        await Task.WhenAll(notes);
        foreach (var question in reuse is null ? open : await KeepFittingAsync(open, stopping)) await questions.WriteAsync(question, stopping);
    }

    async Task<IReadOnlyList<Question>> KeepFittingAsync(List<Question> questions, CancellationToken stopping)
    {
        var open = await reuse!.KeepAsync(questions, stopping);
        for (var kept = open.Count; kept < questions.Count; kept++) meter.Resumed();
        return open;
    }

    async Task ResumeAsync(SourceRecord record, RecordState state)
    {
        // The answer is to this content, but the store last saw another one: what is current must be said again.
        if (state.IsChanged) await committer.CommitAsync(new JournalEntry(record, null, null));
        meter.Resumed();
    }

    async Task RefuseAsync(SourceRecord record, string reason, string detail, RecordState state)
    {
        if (state.LastFailure != new StoredReason(reason, detail))
        {
            var attempt = new AttemptEntry { Number = 0, Reason = reason, Detail = detail, IsFinal = true };
            await committer.CommitAsync(new JournalEntry(record, attempt, null));
        }

        meter.Failed(reason);
        observer.Failed(new FailedRecord(record, reason, detail, "", 0));
    }
}
