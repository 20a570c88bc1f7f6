using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;
using Sluice.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;
using Sluice.Twin.Serving.Live;
using Sluice.Twin.Serving.Texts;

namespace Sluice.Twin.Serving.Wire;

/// <summary><c>POST /v1/chat/completions</c> and <c>POST /v1/completions</c>, from the request to its place in the ledger.</summary>
sealed class AnswerEndpoint(LiveModel model, IReadOnlyList<string> names, AnswerAuthor author, TwinServerOptions options, CallLedger ledger, Outage outage, Lateness lateness, TimeProvider time)
{
    readonly PrefixGroups _prefixes = new();

    public async Task HandleAsync(HttpContext http, bool chat)
    {
        var call = ledger.Begin(http.Request.Path.Value!, TimeSpan.FromSeconds(model.Clock.Now));
        var end = CallEnd.ClientGone;
        try
        {
            end = await AnswerAsync(http, chat, call).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client left while something was read or written: that is how this call ended.
        }
        finally
        {
            ledger.Finish(call, end);
        }
    }

    async Task<CallEnd> AnswerAsync(HttpContext http, bool chat, Call call)
    {
        var order = await ReadAsync(http, chat, call).ConfigureAwait(false);
        if (order is { Answer: { } answer }) return await SendAsync(http, call, answer, chat, order.Stream, order.IncludeUsage).ConfigureAwait(false);
        return order.Error is { } error ? await RefuseAsync(http, call, error, order.RetryAfter).ConfigureAwait(false) : CallEnd.Cut;
    }

    /// <summary>What to do for a call, without its body and request: thousands of streams would hold them for as long as they last.</summary>
    async Task<AnswerOrder> ReadAsync(HttpContext http, bool chat, Call call)
    {
        var (body, error) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        if (options.KeepBodies) call.Body = body;
        if (error is null) call.Plan = options.Plan?.Invoke(call);
        if (error is null) call.Fault = FaultHeader.Read(http, out error) ?? call.Plan?.Fault ?? options.Faults.For(call.Ordinal, options.Seed);
        if (error is null && Strikes(http, call)) return new AnswerOrder();
        if (error is null && call.Fault is { Kind: FaultKind.Status } fault) return new AnswerOrder { Error = FaultError(fault), RetryAfter = fault.RetryAfter };
        SamplingRequest? request = null;
        if (error is null) request = Read(body, chat, out error);
        if (request is null || Prepare(request, call, out error) is not { } answer) return new AnswerOrder { Error = error };
        return new AnswerOrder { Answer = answer, Stream = request.Stream, IncludeUsage = request.IncludeUsage };
    }

    async Task<CallEnd> SendAsync(HttpContext http, Call call, (LiveAnswer Live, WrittenAnswer Text) answer, bool chat, bool stream, bool includeUsage)
    {
        await using var left = http.RequestAborted.Register(() => model.Cancel(answer.Live)).ConfigureAwait(false);
        var head = new ReplyHead($"{(chat ? "chatcmpl" : "cmpl")}-twin-{call.Ordinal}", time.GetUtcNow().ToUnixTimeSeconds(), call.Model!);
        using ReplyWriter writer = chat ? new ChatReplyWriter(head, http.Response.BodyWriter) : new CompletionReplyWriter(head, http.Response.BodyWriter);
        var sender = new AnswerSender(http, writer, call, answer.Live, answer.Text, model.Clock, lateness);
        return await (stream ? sender.StreamAsync(includeUsage) : sender.SendWholeAsync()).ConfigureAwait(false);
    }

    static SamplingRequest? Read(ReadOnlyMemory<byte> body, bool chat, out ApiError? error)
    {
        if (chat) return ChatRequestReader.TryRead(body, out var request, out error) ? request : null;
        return CompletionRequestReader.TryRead(body, out var completion, out error) ? completion : null;
    }

    (LiveAnswer Live, WrittenAnswer Text)? Prepare(SamplingRequest request, Call call, out ApiError? error)
    {
        call.Model = request.Model;
        error = names.Contains(request.Model) ? UnservedFields.Find(request) : ApiError.UnknownModel(request.Model, names);
        if (error is not null) return null;
        call.PromptTokens = PromptTokens.Of(request);
        if (author.Write(request, call, out error) is not { } text) return null;
        call.PlannedTokens = text.Tokens;
        var (group, shared) = _prefixes.Of(request);
        if (model.Submit(call.PromptTokens, text.Tokens, group, shared, call.Arrived.TotalSeconds) is { } live) return (live, text);
        error = new ApiError($"{call.PromptTokens} prompt and {text.Tokens} answer tokens can never fit the cache of this server.") { Code = "context_length_exceeded" };
        return null;
    }

    /// <summary>Faults of the connection and the whole server; true when this call's connection is broken off.</summary>
    bool Strikes(HttpContext http, Call call)
    {
        if (call.Fault is { Kind: FaultKind.Spike } spike) model.Stall(spike.Seconds);
        if (call.Fault is { Kind: FaultKind.Restart } restart)
        {
            outage.Begin(restart.Seconds);
            model.Restart();
        }

        if (!outage.IsNow && call.Fault is not { Kind: FaultKind.Refuse or FaultKind.Restart }) return false;
        http.Abort();
        return true;
    }

    static ApiError FaultError(Fault fault)
    {
        var error = fault.Status switch
        {
            StatusCodes.Status429TooManyRequests => ApiError.Full(fault.Message ?? "Too many requests, as the fault script says."),
            StatusCodes.Status503ServiceUnavailable => ApiError.Internal(fault.Message ?? "Not available, as the fault script says."),
            < StatusCodes.Status500InternalServerError => new ApiError(fault.Message ?? "Refused, as the fault script says."),
            _ => ApiError.Internal(fault.Message ?? "An error, as the fault script says."),
        };
        return error with { Status = fault.Status, Code = fault.Code ?? error.Code };
    }

    static async Task<CallEnd> RefuseAsync(HttpContext http, Call call, ApiError error, int? retryAfter = null)
    {
        call.Status = error.Status;
        await JsonReplies.SendAsync(http.Response, error, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null).ConfigureAwait(false);
        return CallEnd.Refused;
    }
}
