using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary><c>POST /tokenize</c> and <c>POST /detokenize</c>, with vLLM's fields.</summary>
internal sealed class TokenEndpoints(EmbeddedEngine engine)
{
    public async Task TokenizeAsync(HttpContext http)
    {
        var (body, error) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        if (error is not null || Tokens(body, out error) is not { } tokens)
        {
            await HttpReplies.SendAsync(http.Response, error!).ConfigureAwait(false);
            return;
        }
        await HttpReplies.SendAsync(http.Response, json =>
        {
            json.WriteNumber("count"u8, tokens.Length);
            json.WriteNumber("max_model_len"u8, engine.ContextLimit);
            json.WriteStartArray("tokens"u8);
            foreach (var token in tokens)
                json.WriteNumberValue(token);
            json.WriteEndArray();
        }).ConfigureAwait(false);
    }

    public async Task DetokenizeAsync(HttpContext http)
    {
        var (body, error) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        DetokenizeRequest? request = null;
        if (error is not null || !DetokenizeRequest.TryRead(body, engine.Vocabulary.Count, out request, out error))
        {
            await HttpReplies.SendAsync(http.Response, error).ConfigureAwait(false);
            return;
        }
        var bytes = request.Tokens.SelectMany(engine.Vocabulary.Spelling).ToArray();
        await HttpReplies.SendAsync(http.Response, json => json.WriteString("prompt"u8, Encoding.UTF8.GetString(bytes))).ConfigureAwait(false);
    }

    int[]? Tokens(ReadOnlyMemory<byte> body, out ApiError? error)
    {
        if (TokenizeRequest.HasMessages(body))
            return ChatTokens(body, out error);
        if (!TokenizeRequest.TryRead(body, out var request, out error))
            return null;
        var tokens = engine.Vocabulary.Tokenize(request.Text, request.ReadSpecialTokens);
        return request.AddSpecialTokens && engine.Vocabulary.BeginningToken is { } beginning ? [beginning, .. tokens] : tokens;
    }

    int[]? ChatTokens(ReadOnlyMemory<byte> body, out ApiError? error)
    {
        if (!ChatRequestReader.TryRead(body, out var request, out error))
            return null;
        var settings = TemplateSettings.Read(request, out error);
        var end = error is null ? PromptEnds.Read(request, out error) : default;
        if (error is not null)
            return null;
        try
        {
            return engine.ReadChat(ChatMessages.ForTemplate(request, settings, end)).Tokens;
        }
        catch (EngineException problem)
        {
            error = ApiError.Invalid("messages", problem.Message);
            return null;
        }
    }
}
