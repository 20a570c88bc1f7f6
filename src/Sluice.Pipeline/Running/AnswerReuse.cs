using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>
/// Keeps answers that were given under other configurations of a step: before its schema changed, where they fit it as it is now, and before the
/// steps in front of it changed, where what it asks about the record is what it asked then. Used from several threads.
/// </summary>
/// <param name="config">The step's configuration, as the store keeps it.</param>
/// <param name="keepsFitting">Whether answers to another schema are kept at all.</param>
internal sealed class AnswerReuse(AnswerSchema? schema, string config, bool keepsFitting, RunStore store, StoredStep step, EarlierQuestions questions, GroupCommitter committer)
{
    readonly Lock gate = new();
    Task<IReadOnlyList<(StoredStep Step, StepChange Change)>>? finding;

    /// <summary>Answers to another schema, where nothing else had changed.</summary>
    public ReuseTally ToOtherSchemas { get; } = new();

    /// <summary>Answers from before a step in front had changed.</summary>
    public ReuseTally BeforeOthersChanged { get; } = new();

    /// <summary>Whether the step had other configurations whose answers may be kept.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken ct) => (await AlikeAsync(ct)).Count > 0;

    /// <summary>The answers that hold for these questions too, by the question's place among them; they are durable under this configuration now.</summary>
    public async Task<IReadOnlyDictionary<int, string>> KeepAsync(IReadOnlyList<Question> asked, CancellationToken ct)
    {
        var kept = new Dictionary<int, string>();
        var seen = new Dictionary<int, ReuseTally>();
        var durable = new List<Task>();
        foreach (var (other, change) in await AlikeAsync(ct))
        {
            int[] open = [.. Enumerable.Range(0, asked.Count).Where(place => !kept.ContainsKey(place))];
            if (open.Length == 0) break;
            var answers = await store.FindEarlierAnswersAsync(other, [.. open.Select(place => new RecordIdentity(asked[place].Record.Key, asked[place].Record.InputHash))], ct);
            foreach (var (place, answer) in open.Zip(answers))
            {
                if (answer is null) continue;
                var tally = seen[place] = change.Uses is null ? ToOtherSchemas : BeforeOthersChanged;
                if (change.Uses is { } uses && !IsSame(await questions.FindAsync(asked[place].Record, uses, ct), asked[place])) continue;
                if (Fitting(asked[place], answer) is not { } entry) continue;

                durable.Add(committer.CommitAsync(entry));
                kept[place] = answer.Json;
                tally.Keep();
            }
        }

        await Task.WhenAll(durable);
        foreach (var tally in seen.Values) tally.See();
        return kept;
    }

    static bool IsSame(Question? earlier, Question now) => earlier is not null && (earlier.System, earlier.Prompt, earlier.Source) == (now.System, now.Prompt, now.Source);

    Task<IReadOnlyList<(StoredStep Step, StepChange Change)>> AlikeAsync(CancellationToken ct)
    {
        lock (gate) return finding ??= FindAlikeAsync(ct);
    }

    /// <summary>The configurations that differ from this one in no more than may be kept, the newest first.</summary>
    async Task<IReadOnlyList<(StoredStep, StepChange)>> FindAlikeAsync(CancellationToken ct) =>
        [.. from other in await store.FindEarlierConfigsAsync(step, ct)
            let change = StepChange.Between(other.Config, config)
            where change is not null && (keepsFitting || !change.SchemaDiffers)
            select (other.Step, change)];

    JournalEntry? Fitting(Question question, EarlierAnswer earlier)
    {
        string? spans = null;
        if (schema is not null)
        {
            var answer = JsonElement.Parse(earlier.Json);
            if (schema.Validate(answer).Count > 0 || schema.Ground(answer, question.Source) is not { IsGrounded: true } grounding) return null;
            spans = SpanText.Of(grounding.Spans);
        }

        return new JournalEntry(question.Record, null, new AcceptedAnswer(earlier.Json, spans)) { EarlierAttempt = earlier.Attempt };
    }
}
