using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>Keeps answers that were given before the step's schema changed, where they fit it as it is now.</summary>
/// <param name="config">The step's configuration, as the store keeps it.</param>
internal sealed class AnswerReuse(AnswerSchema schema, string config, RunStore store, StoredStep step, GroupCommitter committer)
{
    IReadOnlyList<StoredStep>? earlier;

    /// <summary>Answers kept.</summary>
    public long Kept { get; private set; }

    /// <summary>Answers looked at.</summary>
    public long Seen { get; private set; }

    /// <summary>Whether the step had other configurations whose answers may be kept.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken ct) => (earlier ??= await FindAlikeAsync(ct)).Count > 0;

    /// <summary>The questions that no earlier answer fits; the others are answered now, and durably so.</summary>
    public async Task<IReadOnlyList<Question>> KeepAsync(IReadOnlyList<Question> questions, CancellationToken ct)
    {
        earlier ??= await FindAlikeAsync(ct);
        var seen = new HashSet<Question>();
        var open = questions;
        foreach (var other in earlier)
        {
            if (open.Count == 0) break;
            var answers = await store.FindEarlierAnswersAsync(other, [.. open.Select(question => new RecordIdentity(question.Record.Key, question.Record.InputHash))], ct);
            var kept = new List<(Question Question, Task Durable)>();
            foreach (var (question, answer) in open.Zip(answers))
            {
                if (answer is null) continue;
                seen.Add(question);
                if (Fitting(question, answer) is { } entry) kept.Add((question, committer.CommitAsync(entry)));
            }

            await Task.WhenAll(kept.Select(one => one.Durable));
            Kept += kept.Count;
            open = [.. open.Except(kept.Select(one => one.Question))];
        }

        Seen += seen.Count;
        return open;
    }

    /// <summary>The configurations that differ from this one in what their schemas allow, and in nothing else.</summary>
    async Task<IReadOnlyList<StoredStep>> FindAlikeAsync(CancellationToken ct) =>
        [.. (await store.FindEarlierConfigsAsync(step, ct)).Where(other => SchemaChange.IsOnlyDifference(other.Config, config)).Select(other => other.Step)];

    JournalEntry? Fitting(Question question, EarlierAnswer earlier)
    {
        var answer = JsonElement.Parse(earlier.Json);
        if (schema.Validate(answer).Count > 0) return null;

        var grounding = schema.Ground(answer, question.Source);
        return grounding.IsGrounded ? new JournalEntry(question.Record, null, new AcceptedAnswer(earlier.Json, SpanText.Of(grounding.Spans))) { EarlierAttempt = earlier.Attempt } : null;
    }
}
