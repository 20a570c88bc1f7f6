using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Serving;
using Sluice.Serving;

namespace Sluice.Engine.Serving;

/// <summary>Asks the engine for all answers of one request and sends them, whole or as they are written. When one fails, all are given up.</summary>
internal sealed class AnswerSender(EmbeddedEngine engine, HttpContext http, ReplyWriter writer) : IDisposable
{
    readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
    bool started;

    public async Task SendAsync(IReadOnlyList<PreparedAnswer> prepared, bool stream, bool includeUsage)
    {
        RunningAnswer[] answers = [.. prepared.Select((answer, choice) => new RunningAnswer(answer, engine.Submit(answer.Generation, stop.Token), choice))];
        if (answers.Select(answer => answer.Generation.Result).FirstOrDefault(IsRefused) is { } refused)
        {
            await GiveUpAsync(answers).ConfigureAwait(false);
            await SendFailureAsync((await refused.ConfigureAwait(false)).Failure!).ConfigureAwait(false);
            return;
        }
        await (stream ? StreamAsync(answers, includeUsage) : SendWholeAsync(answers)).ConfigureAwait(false);
    }

    /// <summary>Gives up what still runs, should sending have failed.</summary>
    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    // One that was turned away at once must not wait for the others of its request.
    static bool IsRefused(Task<GenerationResult> result) => result is { IsCompletedSuccessfully: true, Result.Failure: not null };

    async Task SendWholeAsync(RunningAnswer[] answers)
    {
        var choices = new List<ReplyChoice>();
        foreach (var answer in answers)
        {
            var (choice, result) = await answer.ReadToEndAsync().ConfigureAwait(false);
            if (result.Failure is { } failure)
            {
                await GiveUpAsync(answers).ConfigureAwait(false);
                await SendFailureAsync(failure).ConfigureAwait(false);
                return;
            }
            choices.Add(choice!);
        }
        http.Response.ContentType = JsonReplies.Json;
        writer.Whole(choices, Usage(answers));
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    // The status line waits for the first text, so that what fails before it has a proper status.
    async Task StreamAsync(RunningAnswer[] answers, bool includeUsage)
    {
        var output = http.Response.BodyWriter;
        var open = answers.ToList();
        var waits = open.ConvertAll(answer => answer.Generation.Pieces.WaitToReadAsync(CancellationToken.None).AsTask());
        while (open.Count > 0)
        {
            await Task.WhenAny(waits).ConfigureAwait(false);
            for (var i = open.Count - 1; i >= 0; i--) // backwards: one that ends leaves the lists
            {
                if (!waits[i].IsCompleted)
                    continue;
                if (await waits[i].ConfigureAwait(false))
                {
                    Start(answers);
                    open[i].Send(writer);
                    waits[i] = open[i].Generation.Pieces.WaitToReadAsync(CancellationToken.None).AsTask();
                    continue;
                }
                var result = await open[i].Generation.Result.ConfigureAwait(false);
                if (result.Failure is { } failure)
                {
                    await GiveUpAsync(answers).ConfigureAwait(false);
                    await (started ? BreakOffAsync(failure) : SendFailureAsync(failure)).ConfigureAwait(false);
                    return;
                }
                Start(answers);
                open[i].Finish(writer, result);
                open.RemoveAt(i);
                waits.RemoveAt(i);
            }
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        if (includeUsage)
            writer.Usage(Usage(answers));
        writer.Done();
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    void Start(RunningAnswer[] answers)
    {
        if (started)
            return;
        started = true;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        foreach (var answer in answers)
            answer.Start(writer);
    }

    // Waits for their end, because their token source goes with this request.
    async Task GiveUpAsync(RunningAnswer[] answers)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(answers.Select(answer => answer.Generation.Result)).ConfigureAwait(false);
    }

    // Tokens of a prompt count once, however many answers it gets.
    static TokenUsage Usage(RunningAnswer[] answers)
    {
        var firsts = answers.DistinctBy(answer => answer.Prompt).Select(answer => answer.Result.Usage).ToArray();
        var all = answers.Select(answer => answer.Result.Usage).ToArray();
        return new TokenUsage(firsts.Sum(usage => usage.PromptTokens), all.Sum(usage => usage.CompletionTokens))
        {
            CachedPromptTokens = firsts.Sum(usage => usage.CachedPromptTokens ?? 0),
            ForcedTokens = all.Any(usage => usage.ForcedTokens is not null) ? all.Sum(usage => usage.ForcedTokens ?? 0) : null,
        };
    }

    async Task BreakOffAsync(Failure failure)
    {
        writer.Error(EngineErrors.ErrorOf(failure));
        await http.Response.BodyWriter.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        http.Abort();
    }

    async Task SendFailureAsync(Failure failure)
    {
        if (!http.RequestAborted.IsCancellationRequested)
            await JsonReplies.SendAsync(http.Response, EngineErrors.ErrorOf(failure), failure.RetryAfter).ConfigureAwait(false);
    }
}
