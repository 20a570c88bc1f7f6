using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources;
using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Previewing;

/// <summary>Writes the first request for a record as a run would, and sends nothing.</summary>
/// <param name="serverGrounds">Whether the server holds verbatim values to the text itself.</param>
public sealed class RequestPreview(StepSpec step, StepBackend backend, AnswerForm form, bool serverGrounds)
{
    readonly QuestionWriter questions = new(step);
    readonly RequestBuilder requests = new(step, backend, serverGrounds, form, BackendAsker.Streams(step, form));

    /// <summary>Whether answers would come as streams.</summary>
    public bool Streams { get; } = BackendAsker.Streams(step, form);

    /// <summary>False when the record cannot be asked about; <paramref name="problem"/> says why.</summary>
    /// <param name="fields">The record's, and earlier answers where the step shows some.</param>
    public bool TryWrite(SourceRecord record, JsonElement fields, [NotNullWhen(true)] out PreviewedRequest? request, [NotNullWhen(false)] out string? problem)
    {
        request = null;
        problem = record.Fault;
        if (problem is not null || !questions.TryWrite(record, fields, out var question, out problem)) return false;
        request = step.IsBatch ? OfBatch(record) : OfChat(requests.Build(question, AskPlan.First(step.Sampling, isText: step.Schema is null)));
        return true;
    }

    static PreviewedRequest OfChat(ChatRequest chat) => new("/chat/completions", chat.Messages) { Chat = chat };

    PreviewedRequest OfBatch(SourceRecord record)
    {
        if (!BatchRequest.TryRead(record.Fields, out var line, out var problem)) throw new InvalidOperationException(problem); // its question was written, so it can be read
        return new PreviewedRequest(line.Path, [.. line.Messages()]) { Body = line.BodyFor(backend.Model) };
    }
}
