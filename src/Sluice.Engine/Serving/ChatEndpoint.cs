using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Engine.Sampling;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatEndpoint(EmbeddedEngine engine, TimeProvider time)
{
    readonly AnswerFormats formats = new();

    public async Task HandleAsync(HttpContext http)
    {
        var (body, unread) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        if (unread is not null)
        {
            await HttpReplies.SendAsync(http.Response, unread).ConfigureAwait(false);
            return;
        }
        if (!ChatRequestReader.TryRead(body, out var request, out var error) || !TryPrepare(request, out var generation, out error))
        {
            await HttpReplies.SendAsync(http.Response, error!).ConfigureAwait(false);
            return;
        }

        var answer = engine.Submit(generation!, http.RequestAborted);
        var head = new ReplyHead($"chatcmpl-{Guid.NewGuid():N}", time.GetUtcNow().ToUnixTimeSeconds(), request.Model);
        using var writer = new ChatReplyWriter(head, http.Response.BodyWriter);
        await (request.Stream ? StreamAsync(http, writer, answer, request.IncludeUsage) : SendWholeAsync(http, writer, answer)).ConfigureAwait(false);
    }

    bool TryPrepare(ChatRequest request, out GenerationRequest? generation, out ApiError? error)
    {
        generation = null;
        error = request.Model != engine.ModelName ? ApiError.UnknownModel(request.Model, [engine.ModelName]) : UnservedFields.Find(request);
        var settings = error is null ? TemplateSettings.Read(request, out error) : null;
        if (error is not null)
            return false;

        int[] prompt;
        try
        {
            prompt = engine.ReadChat(request.Messages, settings);
        }
        catch (EngineException problem)
        {
            error = ApiError.Invalid("messages", problem.Message);
            return false;
        }
        if (prompt.Length >= engine.ContextLimit)
        {
            error = ApiError.ContextTooLong(prompt.Length, engine.ContextLimit);
            return false;
        }
        var machine = formats.Create(request, out error);
        generation = new GenerationRequest
        {
            Prompt = prompt,
            MaxTokens = request.MaxTokens,
            Stop = request.Stop ?? [],
            Answer = machine,
            Sampling = new SamplingSettings
            {
                Temperature = request.Temperature ?? 1, // OpenAI's default
                TopP = request.TopP ?? 1,
                TopK = Math.Max(0, request.TopK ?? 0), // -1 means all, as with vLLM
                MinP = request.MinP ?? 0,
                Seed = request.Seed,
            },
        };
        return error is null;
    }

    static async Task SendWholeAsync(HttpContext http, ChatReplyWriter writer, Generation answer)
    {
        var (text, result) = await answer.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
        if (result.Failure is { } failure)
        {
            await SendFailureAsync(http, failure).ConfigureAwait(false);
            return;
        }
        http.Response.ContentType = HttpReplies.Json;
        writer.Whole(text, result.FinishReason!, result.Usage);
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    // The status line waits for the first text, so that what fails before it has a proper status.
    static async Task StreamAsync(HttpContext http, ChatReplyWriter writer, Generation answer, bool includeUsage)
    {
        var output = http.Response.BodyWriter;
        var started = false;
        while (await answer.Pieces.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            Start();
            while (answer.Pieces.TryRead(out var piece))
                writer.Content(Encoding.UTF8.GetBytes(piece));
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }

        var result = await answer.Result.ConfigureAwait(false);
        if (result.Failure is { } failure)
        {
            await (started ? BreakOffAsync() : SendFailureAsync(http, failure)).ConfigureAwait(false);
            return;
        }
        Start();
        writer.Finish(result.FinishReason!);
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
