using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Sluice.Engine.Models;
using Sluice.Protocol.Serving;
using Sluice.Serving;

namespace Sluice.Engine.Serving;

/// <summary><c>POST /tokenize</c> and <c>POST /detokenize</c>, with the fields of vLLM and of llama.cpp.</summary>
/// <param name="vocabulary">Of the model.</param>
/// <param name="textLimit">Tokens that it reads at most.</param>
/// <param name="read">A text as the model reads it as a whole, with the tokens that it wants around it.</param>
/// <param name="chat">Lays conversations out; null for a model that does not chat.</param>
internal sealed class TokenEndpoints(Vocabulary vocabulary, int textLimit, Func<string, bool, int[]> read, EmbeddedEngine? chat)
{
    public async Task TokenizeAsync(HttpContext http)
    {
        var (body, error) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        TokenizeRequest? request = null;
        if (error is not null || Tokens(body, out request, out error) is not { } tokens)
        {
            await JsonReplies.SendAsync(http.Response, error!).ConfigureAwait(false);
            return;
        }
        await JsonReplies.SendAsync(http.Response, json =>
        {
            json.WriteNumber("count"u8, tokens.Length);
            json.WriteNumber("max_model_len"u8, textLimit);
            json.WriteStartArray("tokens"u8);
            foreach (var token in tokens)
                WriteToken(json, token, request is { WantsPieces: true });
            json.WriteEndArray();
            if (request is { WantsTexts: true })
                WriteTexts(json, tokens);
        }).ConfigureAwait(false);
    }

    public async Task DetokenizeAsync(HttpContext http)
    {
        var (body, error) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        DetokenizeRequest? request = null;
        if (error is not null || !DetokenizeRequest.TryRead(body, vocabulary.Count, out request, out error))
        {
            await JsonReplies.SendAsync(http.Response, error).ConfigureAwait(false);
            return;
        }
        var bytes = request.Tokens.SelectMany(vocabulary.Spelling).ToArray();
        await JsonReplies.SendAsync(http.Response, json =>
        {
            json.WriteString("prompt"u8, Encoding.UTF8.GetString(bytes)); // vLLM's name
            json.WriteString("content"u8, Encoding.UTF8.GetString(bytes)); // llama.cpp's
        }).ConfigureAwait(false);
    }

    void WriteToken(Utf8JsonWriter json, int token, bool withPiece)
    {
        if (!withPiece)
        {
            json.WriteNumberValue(token);
            return;
        }
        json.WriteStartObject();
        json.WriteNumber("id"u8, token);
        if (vocabulary.Spelling(token) is var piece && Utf8.IsValid(piece))
        {
            json.WriteString("piece"u8, piece);
        }
        else
        {
            json.WriteStartArray("piece"u8); // a part of a character, as its bytes
            foreach (var unit in piece)
                json.WriteNumberValue(unit);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    void WriteTexts(Utf8JsonWriter json, int[] tokens)
    {
        json.WriteStartArray("token_strs"u8);
        foreach (var token in tokens)
            json.WriteStringValue(Encoding.UTF8.GetString(vocabulary.Spelling(token)));
        json.WriteEndArray();
    }

    int[]? Tokens(ReadOnlyMemory<byte> body, out TokenizeRequest? request, out ApiError? error)
    {
        request = null;
        if (TokenizeRequest.HasMessages(body))
            return ChatTokens(body, out error);
        if (!TokenizeRequest.TryRead(body, out request, out error))
            return null;
        return request.AddSpecialTokens ? read(request.Text, request.ReadSpecialTokens) : vocabulary.Tokenize(request.Text, request.ReadSpecialTokens);
    }

    int[]? ChatTokens(ReadOnlyMemory<byte> body, out ApiError? error)
    {
        if (chat is null)
        {
            error = ApiError.Invalid("messages", "This model does not chat; send a text as 'prompt'.");
            return null;
        }
        if (!ChatRequestReader.TryRead(body, out var request, out error))
            return null;
        var settings = TemplateSettings.Read(request, out error);
        var end = error is null ? PromptEnds.Read(request, out error) : default;
        if (error is not null)
            return null;
        try
        {
            return chat.ReadChat(ChatMessages.ForTemplate(request, settings, end)).Tokens;
        }
        catch (EngineException problem)
        {
            error = ApiError.Invalid("messages", problem.Message);
            return null;
        }
    }
}
