using System.Diagnostics.CodeAnalysis;
using Sluice.Pipeline.Output;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History.Inspecting;

/// <summary>The texts that a step's answers were quoted from: a record's own, and what earlier steps answered to it where the step shows that.</summary>
internal sealed class InspectedTexts
{
    private readonly HistoryBook book;
    private readonly Dictionary<string, StepHistory?> uses;

    public InspectedTexts(HistoryBook book, StoredRun run, StepHistory step)
    {
        (this.book, Step) = (book, step);
        IReadOnlyDictionary<string, string> hashes = StoredSource.UsesOf(step.Config);
        IReadOnlyList<StepHistory> all = hashes.Count == 0 ? [] : book.AllSteps(run);
        uses = hashes.ToDictionary(use => use.Key, use => all.FirstOrDefault(other => other.Name == use.Key && other.ConfigHash == use.Value));
    }

    public StepHistory Step { get; }

    /// <summary>The first answered records, in the order of the input.</summary>
    public IEnumerable<AnsweredRow> All(int limit)
    {
        IEnumerable<AnsweredRow> rows = book.History.Answers(Step.Step, inInputOrder: true, withFields: true).Take(limit);
        return uses.Count == 0 ? rows : rows.ToList(); // earlier answers are looked up beside them
    }

    public bool TryRender(AnsweredRow row, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem) => StoredSource.TryRender(
        Step.Config, row.Fields, uses.ToDictionary(use => use.Key, use => use.Value is { } earlier ? book.History.AnswerTo(earlier.Step, row.Answer.Key)?.Answer.Json : null), out text, out problem);
}
