using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Asking;

/// <summary>Fills a step's texts in with a record and the answers that earlier steps gave to it.</summary>
internal sealed class QuestionWriter(StepSpec step)
{
    /// <summary>False when a field is missing; <paramref name="problem"/> says which and which there are.</summary>
    /// <param name="fields">The record's, and earlier answers where the step uses some.</param>
    public bool TryWrite(SourceRecord record, JsonElement fields, [NotNullWhen(true)] out Question? question, [NotNullWhen(false)] out string? problem)
    {
        question = null;
        if (step.IsBatch)
        {
            if (BatchRequest.TryRead(fields, out var request, out problem)) question = new Question(record, null, request.Body.GetRawText(), "");
            return question is not null;
        }

        string? system = null;
        if (!step.Prompt.TryRender(fields, out var prompt)) problem = prompt;
        else if (!TryWriteSource(fields, out var source)) problem = source;
        else if (step.System is { } template && !template.TryRender(fields, out system)) problem = system;
        else
        {
            problem = null;
            question = new Question(record, system, prompt, source);
            return true;
        }

        return false;
    }

    bool TryWriteSource(JsonElement fields, out string source) =>
        step.Source is { } template ? template.TryRender(fields, out source) : step.Prompt.TryRenderFields(fields, out source);
}
