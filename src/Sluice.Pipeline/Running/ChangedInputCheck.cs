using System.Globalization;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>Stops a run at the first record that was answered and has changed since, unless it was said what to do about such records.</summary>
/// <param name="canBeReadAgain">Whether the source may be read a second time, to count.</param>
internal sealed class ChangedInputCheck(RecordSource source, bool canBeReadAgain, RunOptions options, RunStore store, IReadOnlyList<StoredStep> steps, RunStop stop)
{
    const int Page = 256; // records looked up at once

    /// <summary>What the run stopped at; null while it did not.</summary>
    public ChangedRecords? Undecided { get; private set; }

    /// <summary>Whether the old answers are kept. Throws <see cref="OperationCanceledException"/> when the run stops over it.</summary>
    public async Task<bool> KeepsAsync(SourceRecord first, CancellationToken stopping)
    {
        if (options.OnChangedInput != ChangedInput.Ask) return options.OnChangedInput == ChangedInput.Keep;

        var count = canBeReadAgain ? await CountAsync(stopping) : (long?)null;
        var (id, place) = (first.Key, first.Place.ToString());
        Undecided = new ChangedRecords(count, id == place ? id : $"'{id}' ({place})");
        stop.Because($"{Shown(Undecided)}; say what to do: --on-changed-input rerun asks about them again, keep keeps the answers to the old content");
        stopping.ThrowIfCancellationRequested();
        throw new OperationCanceledException();
    }

    static string Shown(ChangedRecords changed) => changed.Count switch
    {
        1 => $"1 record has changed since it was answered: {changed.First}",
        { } many => string.Create(CultureInfo.InvariantCulture, $"{many:N0} records have changed since they were answered, the first is {changed.First}"),
        null => $"records have changed since they were answered, the first is {changed.First}",
    };

    async Task<long> CountAsync(CancellationToken stopping)
    {
        long read = 0, changed = 0;
        var page = new List<RecordIdentity>(Page);
        await foreach (var record in source.ReadAsync(stopping))
        {
            if (read++ == options.Limit) break;
            if (record.Fault is null) page.Add(new RecordIdentity(record.Key, record.InputHash));
            if (page.Count < Page) continue;
            changed += await ChangedOfAsync(page, stopping);
            page.Clear();
        }

        return changed + await ChangedOfAsync(page, stopping);
    }

    async Task<int> ChangedOfAsync(List<RecordIdentity> page, CancellationToken stopping)
    {
        var changed = new bool[page.Count];
        foreach (var step in steps)
        {
            var states = await store.FindAsync(step, page, stopping);
            for (var n = 0; n < changed.Length; n++) changed[n] |= states[n].HasOutdatedAnswer;
        }

        return changed.Count(outdated => outdated);
    }
}
