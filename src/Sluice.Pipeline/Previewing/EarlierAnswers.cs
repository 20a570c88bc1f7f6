using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources;
using Sluice.Schema.Generation;

namespace Sluice.Pipeline.Previewing;

/// <summary>What a later step is shown of earlier ones before they were asked: the stored answer, else one that stands in for it.</summary>
public sealed class EarlierAnswers(PipelineSpec spec, StoredAnswers stored)
{
    readonly Dictionary<string, InstanceGenerator> generators = new(StringComparer.Ordinal);

    /// <summary>The record's fields as the step's texts are filled in with them.</summary>
    /// <param name="standIns">The steps in front of it whose answers are not there.</param>
    public JsonElement FieldsFor(StepSpec step, SourceRecord record, out IReadOnlyList<string> standIns)
    {
        var missing = new List<string>();
        standIns = missing;
        return FieldsFor(step, record, missing);
    }

    /// <summary>What stands in for the answers of a step, for people.</summary>
    public static string StandInOf(StepSpec step) => step switch
    {
        { Examples.Count: > 0 } => "its first example",
        { Schema: null } => "a few words",
        _ => "a made-up document of its schema",
    };

    JsonElement FieldsFor(StepSpec step, SourceRecord record, List<string> missing) => step.Uses.Count == 0 ? record.Fields
        : StepFields.Of(record.Fields, [.. step.Uses.Select(name => (name, AnswerOf(spec.Steps.First(other => other.Name == name), record, missing)))]);

    JsonElement AnswerOf(StepSpec step, SourceRecord record, List<string> missing)
    {
        if (stored.Find(step.Name, record) is { } answer) return answer;
        if (!missing.Contains(step.Name)) missing.Add(step.Name);
        if (step.Schema is not { } schema) return JsonSerializer.SerializeToElement(step.Examples is [var text, ..] ? text.Answer : $"(what '{step.Name}' answers)");
        if (step.Examples is [var example, ..]) return JsonElement.Parse(example.Answer);

        if (!generators.TryGetValue(step.Name, out var generator)) generators[step.Name] = generator = new InstanceGenerator(schema.Compiled, new Random(0));
        var source = new QuestionWriter(step).TryWrite(record, FieldsFor(step, record, missing), out var question, out _) ? question.Source : null;
        return generator.With(new Random(0), source).TryGenerate(out var document, out _) ? JsonElement.Parse(document) : JsonSerializer.SerializeToElement(new { });
    }
}
