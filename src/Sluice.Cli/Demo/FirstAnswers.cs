using Sluice.Pipeline.Running;

namespace Sluice.Cli.Demo;

/// <summary>Keeps the answers to the first records of the input, whatever order they come in.</summary>
/// <param name="most">How many: a run may have millions.</param>
internal sealed class FirstAnswers(int most)
{
    private readonly Lock gate = new();
    private readonly SortedList<long, AnsweredRecord> kept = [];

    public void Add(AnsweredRecord record)
    {
        lock (gate)
        {
            kept[record.Record.Ordinal] = record;
            if (kept.Count > most) kept.RemoveAt(most);
        }
    }

    public IReadOnlyList<AnsweredRecord> Snapshot()
    {
        lock (gate) return [.. kept.Values];
    }
}
