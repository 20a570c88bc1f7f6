using System.Text.Json;
using Sluice.Pipeline.Prompts;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Finds out which other steps' answers a step's texts use, and holds each use against the steps that there are.</summary>
internal sealed class StepUses(IReadOnlyList<string> names, ProblemList problems)
{
    const string Allowed = "{{ steps.NAME }} or {{ steps.NAME.field }}";

    /// <summary>Steps of a pipeline of one step have nobody to ask: there <c>steps</c> is a field of the record like others.</summary>
    bool AreAnswers(PromptUse use) => names.Count > 1 || (use.Step is { } step && names.Contains(step));

    public IReadOnlyList<string> Of(StepSpec step)
    {
        var used = new List<string>();
        foreach (var use in step.Texts.SelectMany(text => text.StepUses()).Where(AreAnswers))
        {
            if (use.Step is null) problems.AddIn(use.File, use.Line, $"the step '{step.Name}' uses 'steps' as a whole", Allowed);
            else if (!names.Contains(use.Step)) problems.AddIn(use.File, use.Line, $"there is no step '{use.Step}'{NearestName.Hint(use.Step, names)}", string.Join(", ", names));
            else if (!used.Contains(use.Step)) used.Add(use.Step);
        }

        return used;
    }

    /// <summary>Fields of earlier answers that their schemas do not have.</summary>
    public void HoldAgainstSchemas(IReadOnlyList<StepSpec> steps)
    {
        foreach (var use in steps.SelectMany(step => step.Texts).SelectMany(text => text.StepUses()))
        {
            if (use.Field is not { } field || steps.FirstOrDefault(step => step.Name == use.Step)?.Schema is not { } schema) continue;
            if (KnownFields(schema.Document) is { } known && !known.Contains(field))
                problems.AddIn(use.File, use.Line, $"answers of the step '{use.Step}' have no '{field}'{NearestName.Hint(field, known)}", string.Join(", ", known));
        }
    }

    /// <summary>The fields of an answer; null when the schema allows others, or says it in a way that is not read here.</summary>
    static List<string>? KnownFields(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False
        && schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
        && !schema.TryGetProperty("patternProperties", out _) ? [.. properties.EnumerateObject().Select(property => property.Name)] : null;
}
