using System.Text.Json;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Pipeline.Previewing;

/// <summary>Answers that a run store holds for the steps of a pipeline as they are now.</summary>
public sealed class StoredAnswers : IDisposable
{
    readonly SqliteRunHistory? history;
    readonly Dictionary<string, StoredStep> steps = new(StringComparer.Ordinal);

    StoredAnswers(SqliteRunHistory? history) => this.history = history;

    /// <summary>A store that is not there holds nothing, and is not made.</summary>
    /// <param name="askedModel">The model that a step asks for, as its user named it.</param>
    /// <param name="path">Full path of the store.</param>
    /// <exception cref="StoreException">It is there and cannot be used.</exception>
    public static StoredAnswers Open(PipelineSpec spec, Func<StepSpec, string> askedModel, string path)
    {
        var answers = new StoredAnswers(File.Exists(path) ? SqliteRunHistory.Open(path) : null);
        if (answers.history is not { } history) return answers;

        foreach (var identity in StepIdentities.Of(spec, askedModel))
        {
            if (history.Find(identity) is { } step) answers.steps[identity.Step] = step;
        }

        return answers;
    }

    /// <summary>Null where the record has no answer as it is now.</summary>
    public JsonElement? Find(string step, SourceRecord record) =>
        history is not null && steps.TryGetValue(step, out var stored) && history.AnswerTo(stored, new RecordIdentity(record.Key, record.InputHash)) is { } answer ? JsonElement.Parse(answer) : null;

    public void Dispose() => history?.Dispose();
}
