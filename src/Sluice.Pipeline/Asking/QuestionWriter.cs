using System.Diagnostics.CodeAnalysis;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Asking;

/// <summary>Fills a step's texts in with a record.</summary>
internal sealed class QuestionWriter(StepSpec step)
{
    /// <summary>False when the record lacks a field; <paramref name="problem"/> says which and which it has.</summary>
    public bool TryWrite(SourceRecord record, [NotNullWhen(true)] out Question? question, [NotNullWhen(false)] out string? problem)
    {
        question = null;
        string? system = null;
        if (!step.Prompt.TryRender(record.Fields, out var prompt)) problem = prompt;
        else if (!TryWriteSource(record, out var source)) problem = source;
        else if (step.System is { } template && !template.TryRender(record.Fields, out system)) problem = system;
        else
        {
            problem = null;
            question = new Question(record, system, prompt, source);
            return true;
        }

        return false;
    }

    bool TryWriteSource(SourceRecord record, out string source) =>
        step.Source is { } template ? template.TryRender(record.Fields, out source) : step.Prompt.TryRenderFields(record.Fields, out source);
}
