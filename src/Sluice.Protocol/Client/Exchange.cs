using System.Net;
using System.Text;
using System.Text.Json;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Http;
using Sluice.Protocol.Streaming;

namespace Sluice.Protocol.Client;

/// <summary>One request and its answer, from sending to the last byte.</summary>
sealed class Exchange(StreamTimeouts limits, Route route, TimeProvider time, ChunkObserver? observer, CancellationToken caller) : IDisposable
{
    readonly CompletionBody answer = new();
    readonly Deadline deadline = new(limits, route.EndOfBody, time, caller);
    readonly string place = route.Place;
    readonly long sent = time.GetTimestamp();
    TimeSpan? headers;
    TimeSpan? firstToken;
    TimeSpan? firstAnswer;
    TimeSpan? lastToken;
    int textChunks;
    int ignoredEvents;
    int comments;
    long? lastEvent; // timestamp
    bool anyEvent;
    bool done;
    long? waitedSince, waitedUntil; // timestamps, for the end of a body of which nothing is missing
    string? rawBody, wholeBody;

    /// <summary>Whether the body of a good answer is kept as it came.</summary>
    public bool KeepsWhole { get; init; }

    /// <summary>Whether a list of embeddings is a good answer, and a completion is none.</summary>
    public bool WantsEmbeddings { get; init; }

    /// <param name="body">Given back by the transport.</param>
    public async Task<Reply> RunAsync(Transport transport, RequestBody body, bool streamAsked)
    {
        Failure? failure;
        try
        {
            using var response = await transport.PostAsync(route, body, deadline.Token).ConfigureAwait(false);
            headers = time.GetElapsedTime(sent);
            failure = await ReadAsync(response, streamAsked).ConfigureAwait(false);
        }
        catch (Exception exception) when (TransportFailures.IsExpected(exception))
        {
            failure = Explain(exception);
        }
        var reply = answer.ToReply(Timing(failure), observer);
        return failure is null && wholeBody is null ? reply : reply with { Failure = failure, RawBody = rawBody, WholeBody = wholeBody };
    }

    public void Dispose()
    {
        answer.Dispose();
        deadline.Dispose();
    }

    Task<Failure?> ReadAsync(HttpResponseMessage response, bool streamAsked)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType ?? "";
        if (response.StatusCode is not HttpStatusCode.OK)
            return ReadRefusalAsync(response);
        if (mediaType is "text/html")
            return ReadPageAsync(response);
        if (response.Content.Headers.ContentEncoding.Any(encoding => encoding is not "identity"))
            return Task.FromResult<Failure?>(new(FailureReason.Account,
                $"{place} answered compressed ({string.Join(", ", response.Content.Headers.ContentEncoding)}) although that was not asked for: a proxy on the way must not compress"));
        var isStream = mediaType is "text/event-stream" || (streamAsked && !mediaType.EndsWith("json", StringComparison.Ordinal));
        return isStream ? ReadStreamAsync(response, mediaType) : ReadWholeAsync(response);
    }

    async Task<Failure?> ReadRefusalAsync(HttpResponseMessage response)
    {
        using var body = new BoundedBody();
        await body.ReadAsync(response.Content, BoundedBody.MaxError, deadline.Token).ConfigureAwait(false);
        rawBody = body.Beginning;
        return StatusFailures.Of(place, response, ServerError.FromBody(rawBody), time);
    }

    async Task<Failure?> ReadPageAsync(HttpResponseMessage response)
    {
        using var body = new BoundedBody();
        await body.ReadAsync(response.Content, BoundedBody.MaxError, deadline.Token).ConfigureAwait(false);
        rawBody = body.Beginning;
        return new(FailureReason.Account, $"{place} is no model server: it answered {ServerError.FromBody(rawBody).Message}");
    }

    async Task<Failure?> ReadWholeAsync(HttpResponseMessage response)
    {
        using var body = new BoundedBody();
        await body.ReadAsync(response.Content, BoundedBody.MaxWhole, deadline.Token).ConfigureAwait(false);
        var failure = JudgeWhole(body);
        if (failure is not null)
            rawBody = body.Beginning;
        else if (KeepsWhole)
            wholeBody = Encoding.UTF8.GetString(body.Bytes);
        return failure;
    }

    Failure? JudgeWhole(BoundedBody body)
    {
        if (body.Cut)
            return new(FailureReason.Server, $"{place} sent a body of more than {BoundedBody.MaxWhole >> 20} MiB");
        try
        {
            answer.Read(body.Bytes);
        }
        catch (JsonException problem)
        {
            return new(FailureReason.Server, $"{place} answered what is not a completion: {ServerError.FromBody(body.Beginning).Message} ({ServerError.Shorten(problem.Message)})");
        }
        if (answer.Error is { } error)
            return StatusFailures.InAnswer(place, error);
        if (WantsEmbeddings)
            return answer.HasData ? null : new(FailureReason.Server, $"{place} answered JSON that holds no embeddings, without 'data': {ServerError.Shorten(body.Beginning)}");
        if (!answer.HasChoices)
            return new(FailureReason.Server, $"{place} answered JSON that is not a completion, without 'choices': {ServerError.Shorten(body.Beginning)}");
        return answer.FinishReason is null ? Broken("the answer has no finish_reason") : null;
    }

    async Task<Failure?> ReadStreamAsync(HttpResponseMessage response, string mediaType)
    {
        using var events = new SseReader();
        await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        while (true)
        {
            if (done)
                waitedSince = time.GetTimestamp();
            var read = await stream.ReadAsync(events.GetMemory(), deadline.Token).ConfigureAwait(false);
            if (done)
            {
                waitedUntil = time.GetTimestamp();
                route.Ended(inTime: true);
            }
            if (read == 0)
                break;
            if (done)
                return null; // bytes behind [DONE] are nobody's
            events.Advance(read);
            if (Consume(events, time.GetTimestamp()) is { } failure)
                return failure;
        }
        if (answer.FinishReason is not null)
            return null;
        return anyEvent
            ? Broken("the stream ended without finish_reason")
            : Broken($"the body (content type '{mediaType}') ended without any event of a stream");
    }

    /// <summary>Takes all events that have come.</summary>
    Failure? Consume(SseReader events, long timestamp)
    {
        while (!done && events.TryRead(out var next))
        {
            comments = events.Comments;
            if (TakeEvent(next, timestamp) is { } failure)
                return failure;
        }
        comments = events.Comments;
        if (events.TooLong)
            return Broken($"a line of the stream is longer than {SseReader.MaxLine >> 20} MiB");
        if (answer.TooLong)
            return new(FailureReason.Runaway, $"{place} wrote more than {CompletionBody.MaxText >> 20} MiB");
        if (answer.FinishReason is not null)
            deadline.Finished(timestamp, onlyEndMissing: done || answer.HasUsage);
        return null;
    }

    Failure? TakeEvent(SseEvent next, long timestamp)
    {
        lastEvent = timestamp;
        done = next.Data.StartsWith("[DONE]"u8);
        if (done)
            return answer.FinishReason is null ? Broken("the stream said [DONE] without finish_reason") : null;
        var json = next.Data.TrimStart(" \t\n"u8);
        if (next.Name.SequenceEqual("error"u8))
            return StatusFailures.InAnswer(place, ServerError.FromBody(Encoding.UTF8.GetString(json)));
        if (!json.StartsWith("{"u8))
        {
            ignoredEvents++; // proxies keep connections alive with data: "" and the like
            return null;
        }
        try
        {
            answer.Read(json);
        }
        catch (JsonException problem)
        {
            return Broken($"a chunk of the stream is damaged ({ServerError.Shorten(problem.Message)}): {Beginning(json)}");
        }
        anyEvent = true;
        if (answer.Error is { } error)
            return StatusFailures.InAnswer(place, error);

        var chunk = answer.LastChunk(timestamp);
        deadline.Progress(timestamp, chunk.HasText);
        if (chunk.HasText)
            NoteText(chunk);
        return observer?.Observe(in chunk).Failure;
    }

    void NoteText(in ReplyChunk chunk)
    {
        var at = time.GetElapsedTime(sent, chunk.Timestamp);
        firstToken ??= at;
        lastToken = at;
        textChunks++;
        if (chunk.Content.Length > 0)
            firstAnswer ??= at;
    }

    /// <summary>A complete answer stays one, whatever happens to the connection after its finish_reason.</summary>
    Failure? Explain(Exception exception)
    {
        if (done)
            waitedUntil = time.GetTimestamp();
        if (deadline.Passed is PassedLimit.EndOfBody)
            route.Ended(inTime: false);
        if (answer.FinishReason is not null)
            return null;
        if (caller.IsCancellationRequested)
            return new(FailureReason.Cancelled, $"the request to {place} was cancelled");
        if (deadline.Passed is not PassedLimit.None)
            return TransportFailures.Timeout(place, deadline.Passed, limits);
        return anyEvent
            ? Broken($"the connection broke in the middle of the answer: {TransportFailures.Innermost(exception)}")
            : TransportFailures.BeforeAnswer(route.Url, exception, limits);
    }

    Failure Broken(string what) => new(FailureReason.StreamBroken, $"{place}: {what}");

    static string Beginning(ReadOnlySpan<byte> utf8)
    {
        const int shown = 80; // bytes
        return ServerError.Shorten(Encoding.UTF8.GetString(utf8[..Math.Min(shown, utf8.Length)]));
    }

    /// <summary>A complete stream ended with its last event, not with the silence that some servers keep behind it.</summary>
    ReplyTiming Timing(Failure? failure) => new()
    {
        Sent = sent,
        Headers = headers,
        FirstToken = firstToken,
        FirstAnswer = firstAnswer,
        LastToken = lastToken,
        Total = failure is null && lastEvent is { } end ? time.GetElapsedTime(sent, end) : time.GetElapsedTime(sent),
        HeldOpen = waitedSince is { } since && waitedUntil is { } until ? time.GetElapsedTime(since, until) : TimeSpan.Zero,
        TextChunks = textChunks,
        IgnoredEvents = ignoredEvents,
        Comments = comments,
    };
}
