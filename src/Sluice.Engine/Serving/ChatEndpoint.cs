using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Markup;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatEndpoint(EmbeddedEngine engine, TimeProvider time)
{
    readonly ChatPreparation preparation = new(engine);

    public async Task HandleAsync(HttpContext http)
    {
        var (body, unread) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        if (unread is not null)
        {
            await HttpReplies.SendAsync(http.Response, unread).ConfigureAwait(false);
            return;
        }
        if (!ChatRequestReader.TryRead(body, out var request, out var error) || preparation.TryPrepare(request, out error) is not { } prepared)
        {
            await HttpReplies.SendAsync(http.Response, error!).ConfigureAwait(false);
            return;
        }

        var answer = engine.Submit(prepared.Generation, http.RequestAborted);
        var head = new ReplyHead($"chatcmpl-{Guid.NewGuid():N}", time.GetUtcNow().ToUnixTimeSeconds(), request.Model);
        using var writer = new ChatReplyWriter(head, http.Response.BodyWriter);
        await (request.Stream ? StreamAsync(http, writer, answer, prepared.Reader, request.IncludeUsage) : SendWholeAsync(http, writer, answer, prepared.Reader)).ConfigureAwait(false);
    }

    static async Task SendWholeAsync(HttpContext http, ChatReplyWriter writer, Generation answer, AnswerReader? reader)
    {
        var (text, result) = await answer.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
        if (result.Failure is { } failure)
        {
            await SendFailureAsync(http, failure).ConfigureAwait(false);
            return;
        }
        http.Response.ContentType = HttpReplies.Json;
        var parts = new AnswerParts();
        parts.Collect(reader is null ? [new AnswerPart.Content(text)] : [.. reader.Append(text), .. reader.Finish()]);
        parts.SendWhole(writer, AnswerParts.FinishReason(result.FinishReason!, reader), result.Usage);
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    // The status line waits for the first text, so that what fails before it has a proper status.
    static async Task StreamAsync(HttpContext http, ChatReplyWriter writer, Generation answer, AnswerReader? reader, bool includeUsage)
    {
        var output = http.Response.BodyWriter;
        var started = false;
        while (await answer.Pieces.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Start();
            while (answer.Pieces.TryRead(out var piece))
                AnswerParts.Send(reader?.Append(piece) ?? [new AnswerPart.Content(piece)], writer);
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }

        var result = await answer.Result.ConfigureAwait(false);
        if (result.Failure is { } failure)
        {
            await (started ? BreakOffAsync() : SendFailureAsync(http, failure)).ConfigureAwait(false);
            return;
        }
        Start();
        AnswerParts.Send(reader?.Finish() ?? [], writer);
        writer.Finish(AnswerParts.FinishReason(result.FinishReason!, reader));
        if (includeUsage)
            writer.Usage(result.Usage);
        writer.Done();
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);

        void Start()
        {
            if (started)
                return;
            started = true;
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-cache";
            writer.Start();
        }

        async Task BreakOffAsync()
        {
            writer.Error(HttpReplies.ErrorOf(failure));
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            http.Abort();
        }
    }

    static async Task SendFailureAsync(HttpContext http, Failure failure)
    {
        if (!http.RequestAborted.IsCancellationRequested)
            await HttpReplies.SendAsync(http.Response, HttpReplies.ErrorOf(failure), failure.RetryAfter).ConfigureAwait(false);
    }
}
