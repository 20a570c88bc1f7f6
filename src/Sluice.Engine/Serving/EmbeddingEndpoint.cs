using Microsoft.AspNetCore.Http;
using Sluice.Engine.Embedding;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;
using Sluice.Serving;

namespace Sluice.Engine.Serving;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingEndpoint(EmbeddingEngine engine)
{
    public async Task HandleAsync(HttpContext http)
    {
        var (body, error) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        EmbeddingRequest? request = null;
        if (error is not null || !EmbeddingRequest.TryRead(body, out request, out error) || TryRead(request, out error) is not { } texts)
        {
            await JsonReplies.SendAsync(http.Response, error!).ConfigureAwait(false);
            return;
        }
        var result = await engine.EmbedAsync(texts, http.RequestAborted).ConfigureAwait(false);
        if (result.Failure is { } failure)
        {
            if (!http.RequestAborted.IsCancellationRequested)
                await JsonReplies.SendAsync(http.Response, EngineErrors.ErrorOf(failure), failure.RetryAfter).ConfigureAwait(false);
            return;
        }
        http.Response.ContentType = JsonReplies.Json;
        EmbeddingReplyWriter.Write(http.Response.BodyWriter, request.Model, result.Vectors, request.AsBase64, texts.Sum(text => text.Length));
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    List<int[]>? TryRead(EmbeddingRequest request, out ApiError? error)
    {
        error = request.Model != engine.ModelName ? ApiError.UnknownModel(request.Model, [engine.ModelName])
            : request.Dimensions is { } wanted && wanted != engine.Dimensions
                ? ApiError.Invalid("dimensions", $"'dimensions' cannot be {wanted}: this model's vectors have {engine.Dimensions}.") with { Code = "unsupported_parameter" }
            : null;
        var texts = new List<int[]>(request.Inputs.Count);
        for (var i = 0; i < request.Inputs.Count && error is null; i++)
        {
            var place = request.Inputs.Count == 1 ? "input" : $"input[{i}]";
            texts.Add(TokensOf(request.Inputs[i]));
            if (texts[i].FirstOrDefault(token => token >= engine.Vocabulary.Count, -1) is >= 0 and var unknown)
                error = ApiError.Invalid(place, $"'{place}' has the token {unknown}; the model's tokens are 0 to {engine.Vocabulary.Count - 1}.");
            else if (texts[i].Length > engine.TextLimit)
                error = ApiError.ContextTooLong(texts[i].Length, engine.TextLimit) with { Param = place };
            else if (texts[i].Length == 0)
                error = ApiError.Invalid(place, $"'{place}' is empty.");
        }
        return error is null ? texts : null;
    }

    int[] TokensOf(CompletionPrompt input) => input.Text is { } text ? engine.Read(text) : [.. input.Tokens!];
}
