using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Prompts;
using Sluice.Pipeline.Running;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Output;

/// <summary>Finds again the text that the spans of a stored answer point into.</summary>
public static class StoredSource
{
    /// <summary>The steps whose answers the step shows, each with the hash of its configuration, in hexadecimal digits.</summary>
    /// <param name="config">Of the step, as the store keeps it.</param>
    public static IReadOnlyDictionary<string, string> UsesOf(string config) => StepConfig.UsesOf(JsonElement.Parse(config));

    /// <param name="config">Of the step, as the store keeps it.</param>
    /// <param name="fields">Of the record, as the store keeps them; null when it does not.</param>
    /// <param name="answers">What the steps of <see cref="UsesOf"/> answered to the record, as JSON by their names; null for one whose answer is not there.</param>
    /// <param name="problem">Why the text cannot be had.</param>
    public static bool TryRender(string config, string? fields, IReadOnlyDictionary<string, string?> answers, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem)
    {
        (text, problem) = (null, null);
        if (fields is null)
        {
            problem = "the record's text is not in the store";
            return false;
        }

        var (step, record) = (JsonElement.Parse(config), JsonElement.Parse(fields));
        if (StepConfig.UsesOf(step) is { Count: > 0 } uses)
        {
            if (uses.Keys.FirstOrDefault(name => answers.GetValueOrDefault(name) is null) is { } missing)
            {
                problem = $"it shows the answer of the step '{missing}', which is no longer in the store";
                return false;
            }

            record = StepFields.Of(record, uses.Keys.Select(name => (name, JsonElement.Parse(answers[name]!))));
        }

        var source = step.TryGetProperty("source", out var own) && own.ValueKind == JsonValueKind.String ? own.GetString() : null;
        var prompt = step.TryGetProperty("prompt", out var asked) && asked.ValueKind == JsonValueKind.String ? asked.GetString() : null;
        if ((source ?? prompt) is not { } template || PromptTemplate.Parse(template, out _) is not { } parsed)
        {
            problem = "the step's configuration says no text";
            return false;
        }

        var rendered = source is null ? parsed.TryRenderFields(record, out var result) : parsed.TryRender(record, out result);
        if (rendered) text = result;
        else problem = result;
        return rendered;
    }

    /// <summary>The spans of an answer, read back from the form they are kept in.</summary>
    public static IReadOnlyList<GroundedSpan> Spans(string? kept) => kept is null ? [] :
        [.. JsonElement.Parse(kept).EnumerateArray().Select(span => new GroundedSpan(
            span.GetProperty("path").GetString()!, span.GetProperty("start").GetInt32(), span.GetProperty("length").GetInt32()))];
}
