using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;
using Sluice.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;
using Sluice.Twin.Serving.Live;
using Sluice.Twin.Serving.Texts;

namespace Sluice.Twin.Serving.Wire;

/// <summary>
/// Sends one answer as its tokens are made. What came while the client was slow goes out in one write; the model never waits for it.
/// A fault of the call strikes here, at its token.
/// </summary>
sealed class AnswerSender(HttpContext http, ReplyWriter writer, Call call, LiveAnswer live, WrittenAnswer text, LiveClock clock, Lateness lateness)
{
    /// <returns>How it ended.</returns>
    public async Task<CallEnd> StreamAsync(bool includeUsage)
    {
        var output = http.Response.BodyWriter;
        var (gone, sent, fault) = (http.RequestAborted, 0, call.Fault);
        while (sent < live.Tokens)
        {
            var ready = await live.MoreThanAsync(sent).ConfigureAwait(false);
            if (ready == sent) return Dropped();
            var due = live.Due;
            if (sent == 0)
            {
                if (call.Plan is { Hold: { } start, HoldAt: 0 }) await start.WaitAsync(gone).ConfigureAwait(false);
                if (fault is { Kind: FaultKind.SlowFirstToken }) await clock.UntilAsync(clock.Now + fault.Seconds, gone).ConfigureAwait(false);
                Open();
            }

            while (sent < ready)
            {
                if (call.Plan is { Hold: { } hold } plan && sent == plan.HoldAt && sent > 0) await HoldAsync(hold).ConfigureAwait(false);
                if (fault is not null && sent == fault.At && !await StrikeAsync(fault).ConfigureAwait(false)) return CallEnd.Cut;
                Write(sent++);
            }

            // No token: when the client goes, the flush completes by itself, and a registration for each token would cost as much as the token.
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            call.SentTokens = sent;
            lateness.Add(clock.Now - due);
        }

        if (fault is not null && fault.At >= sent && !await StrikeAsync(fault).ConfigureAwait(false)) return CallEnd.Cut;
        if (fault is { Kind: FaultKind.NoFinish }) return CallEnd.Sent;
        writer.Finish(text.Finish);
        if (includeUsage && Usage() is { } usage) writer.Usage(usage);
        if (fault is not { Kind: FaultKind.NoDone }) writer.Done();
        await output.FlushAsync(gone).ConfigureAwait(false);
        return CallEnd.Sent;
    }

    public async Task<CallEnd> SendWholeAsync()
    {
        var (gone, fault, ready) = (http.RequestAborted, call.Fault, 0);
        while (ready < live.Tokens)
        {
            var more = await live.MoreThanAsync(ready).ConfigureAwait(false);
            if (more == ready) return Dropped();
            ready = more;
        }

        if (call.Plan is { Hold: { } hold }) await hold.WaitAsync(gone).ConfigureAwait(false);
        if (fault is { Kind: FaultKind.Cut or FaultKind.NoDone or FaultKind.NoFinish }) return Cut();
        if (fault is { Kind: FaultKind.Stall or FaultKind.SlowFirstToken }) await clock.UntilAsync(clock.Now + fault.Seconds, gone).ConfigureAwait(false);
        call.Status = StatusCodes.Status200OK;
        http.Response.ContentType = JsonReplies.Json;
        if (fault is { Kind: FaultKind.Malformed }) await http.Response.WriteAsync("{\"id\": ", gone).ConfigureAwait(false);
        else writer.Whole(text.Content.ToString(), text.Finish, Usage(), text.Reasoning.Count > 0 ? text.Reasoning.ToString() : null);
        await http.Response.BodyWriter.FlushAsync(gone).ConfigureAwait(false);
        call.SentTokens = ready;
        return CallEnd.Sent;
    }

    async Task HoldAsync(Task until)
    {
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        await until.WaitAsync(http.RequestAborted).ConfigureAwait(false);
    }

    void Open()
    {
        call.Status = StatusCodes.Status200OK;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        writer.Start();
    }

    void Write(int token)
    {
        if (token < text.Reasoning.Count) ((ChatReplyWriter)writer).Reasoning(text.Reasoning[token]);
        else if (token < text.Reasoning.Count + text.Content.Count) writer.Content(text.Content[token - text.Reasoning.Count]);
    }

    /// <summary>What goes wrong at this token; false when nothing may follow.</summary>
    async Task<bool> StrikeAsync(Fault fault)
    {
        var output = http.Response.BodyWriter;
        switch (fault.Kind)
        {
            case FaultKind.Cut:
                await output.FlushAsync(http.RequestAborted).ConfigureAwait(false);
                call.SentTokens = Math.Min(fault.At, live.Tokens);
                await Disconnection.AfterWhatWasSentAsync(http).ConfigureAwait(false);
                return false;
            case FaultKind.Malformed:
                await http.Response.WriteAsync("data: {\"id\": \n\n", http.RequestAborted).ConfigureAwait(false);
                return true;
            case FaultKind.Stall:
                await output.FlushAsync(http.RequestAborted).ConfigureAwait(false);
                await clock.UntilAsync(clock.Now + fault.Seconds, http.RequestAborted).ConfigureAwait(false);
                return true;
            default:
                return true;
        }
    }

    CallEnd Dropped() => live.End == LiveEnd.Cancelled ? CallEnd.ClientGone : Cut();

    CallEnd Cut()
    {
        http.Abort();
        return CallEnd.Cut;
    }

    /// <summary>Null when it is not to be told.</summary>
    TokenUsage? Usage()
    {
        if (call.Fault is { Kind: FaultKind.NoUsage }) return null;
        if (call.Plan is { Usage: { } told }) return told;
        var wrong = call.Fault is { Kind: FaultKind.WrongUsage } ? 2 : 1;
        return new TokenUsage(call.PromptTokens * wrong, live.Tokens * wrong) { ReasoningTokens = text.Reasoning.Count > 0 ? text.Reasoning.Count : null };
    }
}
