using System.Globalization;

namespace Sluice.Pipeline.Running.Limits;

/// <summary>
/// Pauses a run when too many records end in one reason: then something is wrong with the job and not with records. Outcomes of records that
/// had failed in an earlier invocation are not counted, so that going on gets on.
/// </summary>
/// <param name="share">0 to 1; null for no limit.</param>
/// <param name="least">Outcomes below which a share says nothing.</param>
internal sealed class FailureLimit(double? share, int least, RunStop stop)
{
    const int MostShown = 300; // characters of the sample

    readonly Lock gate = new();
    readonly Dictionary<string, (long Count, FailedRecord First)> failed = new(StringComparer.Ordinal);
    readonly Dictionary<string, (long Count, FailedRecord First)> refused = new(StringComparer.Ordinal);
    long outcomes, read;

    /// <summary>So many records of the input were read.</summary>
    public void Read(int count)
    {
        lock (gate) read += count;
    }

    /// <summary>A record could not be asked about at all. Since records are read long before the ones in front of them have ended, these are held against the records read.</summary>
    public void Refused(FailedRecord record)
    {
        string? message;
        lock (gate)
        {
            var (count, first) = Note(refused, record);
            message = read >= least && count > share * read ? Message(record.Reason, count, read, "records read", first) : null;
        }

        if (message is not null) stop.Because(message);
    }

    public void Answered() => Count(null);

    public void Failed(FailedRecord record) => Count(record);

    void Count(FailedRecord? record)
    {
        string? message = null;
        lock (gate)
        {
            outcomes++;
            if (record is not null) Note(failed, record);
            if (outcomes < least) return;
            foreach (var (reason, (count, first)) in failed)
            {
                if (count > share * outcomes) message ??= Message(reason, count, outcomes, "outcomes", first);
            }
        }

        if (message is not null) stop.Because(message);
    }

    static (long Count, FailedRecord First) Note(Dictionary<string, (long Count, FailedRecord First)> counts, FailedRecord record) =>
        counts[record.Reason] = counts.TryGetValue(record.Reason, out var before) ? (before.Count + 1, before.First) : (1, record);

    string Message(string reason, long count, long whole, string noun, FailedRecord first) => string.Create(CultureInfo.InvariantCulture,
        $"{reason} is {count} of {whole} {noun}, {100.0 * count / whole:0.#} %; the limit is {100 * share:0.#} % of at least {least} (limits.failures). The first one is {Name(first)}: {Shown(first)}. The same command goes on, with --keep-going however many fail");

    static string Name(FailedRecord record)
    {
        var place = record.Record.Place.ToString();
        return record.Record.Key == place ? place : $"{record.Record.Key} ({place})";
    }

    static string Shown(FailedRecord record)
    {
        var text = record.Response.Length == 0 ? record.Detail : $"{record.Detail}; the response was {record.Response}";
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostShown ? line : line[..MostShown] + "…";
    }
}
