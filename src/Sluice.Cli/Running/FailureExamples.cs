using Sluice.Pipeline.Running;

namespace Sluice.Cli.Running;

/// <summary>The failed record of each reason that stands first in the input: what the summary shows of failures.</summary>
internal sealed class FailureExamples
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, FailedRecord> first = new(StringComparer.Ordinal);

    public void Add(FailedRecord record)
    {
        lock (gate)
        {
            if (!first.TryGetValue(record.Reason, out FailedRecord? before) || record.Record.Ordinal < before.Record.Ordinal) first[record.Reason] = record;
        }
    }

    /// <summary>By reason.</summary>
    public IReadOnlyDictionary<string, FailedRecord> Snapshot()
    {
        lock (gate) return new Dictionary<string, FailedRecord>(first, StringComparer.Ordinal);
    }
}
