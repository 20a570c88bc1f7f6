using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;
using Sluice.Serving;

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
            await JsonReplies.SendAsync(http.Response, unread).ConfigureAwait(false);
            return;
        }
        if (!ChatRequestReader.TryRead(body, out var request, out var error) || preparation.TryPrepare(request, out error) is not { } prepared)
        {
            await JsonReplies.SendAsync(http.Response, error!).ConfigureAwait(false);
            return;
        }
        using var writer = new ChatReplyWriter(new ReplyHead($"chatcmpl-{Guid.NewGuid():N}", time.GetUtcNow().ToUnixTimeSeconds(), request.Model), http.Response.BodyWriter);
        using var sender = new AnswerSender(engine, http, writer);
        await sender.SendAsync(prepared, request.Stream, request.IncludeUsage).ConfigureAwait(false);
    }
}
