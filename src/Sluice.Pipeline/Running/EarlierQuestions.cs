using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>Writes again what a step asked about a record while the steps whose answers it shows had other configurations. Used from several threads.</summary>
/// <param name="steps">All steps of the run as they are now.</param>
internal sealed class EarlierQuestions(QuestionWriter writer, IReadOnlyList<(StepIdentity Identity, StoredStep Stored)> steps, RunStore store)
{
    readonly Dictionary<string, Task<Dictionary<string, StoredStep>>> configs = new(StringComparer.Ordinal);

    /// <summary>Null when the answers that it showed are no longer in the store.</summary>
    /// <param name="uses">The steps whose answers were shown, each with the hash of its configuration then.</param>
    public async Task<Question?> FindAsync(SourceRecord record, IReadOnlyDictionary<string, string> uses, CancellationToken ct)
    {
        var answers = new List<(string, JsonElement)>(uses.Count);
        foreach (var (name, hash) in uses)
        {
            if (!(await ConfigsOfAsync(name, ct)).TryGetValue(hash, out var used)) return null;
            if ((await store.FindEarlierAnswersAsync(used, [new RecordIdentity(record.Key, record.InputHash)], ct))[0] is not { } answer) return null;
            answers.Add((name, JsonElement.Parse(answer.Json)));
        }

        return writer.TryWrite(record, StepFields.Of(record.Fields, answers), out var question, out _) ? question : null;
    }

    /// <summary>Every configuration that a step has had, by its hash.</summary>
    Task<Dictionary<string, StoredStep>> ConfigsOfAsync(string name, CancellationToken ct)
    {
        lock (configs)
        {
            if (!configs.TryGetValue(name, out var found)) configs[name] = found = LoadAsync(name, ct);
            return found;
        }
    }

    async Task<Dictionary<string, StoredStep>> LoadAsync(string name, CancellationToken ct)
    {
        if (steps.FirstOrDefault(step => step.Identity.Step == name) is not { Stored: { } now } step) return [];

        var all = (await store.FindEarlierConfigsAsync(now, ct)).ToDictionary(other => Convert.ToHexStringLower(StepConfig.HashOf(other.Config)), other => other.Step, StringComparer.Ordinal);
        all[Convert.ToHexStringLower(step.Identity.ConfigHash.Span)] = now;
        return all;
    }
}
