using Sluice.Protocol.Client;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Http;

/// <summary>Whatever a server sends over a plain connection comes to the same as by the runtime's HTTP stack, sent at once or byte by byte.</summary>
public sealed class SameAnswerTests
{
    const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    const string Chunked = Ok + "Transfer-Encoding: chunked\r\n\r\n";

    static readonly string Events = Content("one") + Content(" two") + Finish + Done;

    public static TheoryData<string, string, bool> Answers() => new()
    {
        { "chunked", Chunked + Chunk(Content("one")) + Chunk(Content(" two") + Finish) + Chunk(Done) + "0\r\n\r\n", false },
        { "chunks that end inside lines", Chunked + string.Concat(Events.Chunk(7).Select(part => Chunk(new string(part)))) + "0\r\n\r\n", false },
        { "chunk extensions and trailers", Chunked + Chunk(Events, ";name=value") + "000;last\r\nx-trailer: yes\r\nx-more: 1\r\n\r\n", false },
        { "upper case and leading zeros", Ok + "TRANSFER-ENCODING: Chunked\r\n\r\n" + $"000{Events.Length:X}\r\n{Events}\r\n0\r\n\r\n", false },
        { "a length", Ok + $"Content-Length: {Events.Length}\r\n\r\n{Events}", false },
        { "until close", Ok + "Connection: close\r\n\r\n" + Events, true },
        { "until close without a word about it", Ok + "\r\n" + Events, true },
        { "HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + Events, true },
        { "no reason phrase", "HTTP/1.1 200\r\nContent-Type: text/event-stream\r\n" + $"Content-Length: {Events.Length}\r\n\r\n{Events}", false },
        { "heads before the head", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + Ok + $"Content-Length: {Events.Length}\r\n\r\n{Events}", false },
        { "line feeds alone", (Ok + $"Content-Length: {Events.Length}\r\n\r\n").Replace("\r", "", StringComparison.Ordinal) + Events, false },
        { "one JSON body", "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 88\r\n\r\n" + """{"choices":[{"index":0,"message":{"content":"whole, at once"},"finish_reason":"stop"}]} """ + " ", false },
        { "compressed", Ok + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\nxx", false },
        { "a page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<p>Welcome</p>", false },
        { "nothing", "HTTP/1.1 204 No Content\r\n\r\n", false },
        { "an empty body", Ok + "Content-Length: 0\r\n\r\n", false },
        { "too many requests", "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nRetry-After: 7\r\nContent-Length: 32\r\n\r\n{\"error\":{\"message\":\"slow down\"}}", false },
        { "not available, chunked", "HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\nretry-after-ms: 250\r\n\r\n" + Chunk("starting") + "0\r\n\r\n", false },
        { "a redirect", "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://elsewhere/v1\r\nContent-Length: 0\r\n\r\n", false },
        { "cut between chunks", Chunked + Chunk(Content("one")), true },
        { "cut inside a chunk", Chunked + Chunk(Content("one")) + "ff\r\ndata: ", true },
        { "cut before the told length", Ok + $"Content-Length: {Events.Length + 9}\r\n\r\n{Content("one")}", true },
        { "cut inside the head", Ok, true },
        { "closed without a byte", "", true },
        { "another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", true },
        { "no status", "HTTP/1.1 OK\r\n\r\n", true },
        { "a header that is none", Ok + "what is this\r\n\r\n", true },
        { "a chunk of no size", Chunked + "xyz\r\n\r\n", true },
        { "a chunk beyond any size", Chunked + "ffffffffffffffff\r\n", true },
        { "a head without end", Ok + "x: " + new string('x', 70 << 10), true },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_is_read_as_by_the_runtimes_stack(string what, string answer, bool closes)
    {
        _ = what;
        foreach (var pieces in answer.Length < 4096 ? new[] { [answer], RawServer.Bytes(answer) } : [[answer]])
        {
            await using var server = new RawServer(closes ? [.. pieces, RawServer.Close] : pieces);
            using var client = server.Client();
            using var handler = ModelHttp.CreateHandler(new ModelEndpoint { BaseUrl = server.Url });
            using var reference = server.Client(handler);

            var (expected, seen) = (await reference.ChatAsync(Question), await client.ChatAsync(Question));

            Assert.NotNull(client.ConnectionsOpened);
            Assert.Equal((expected.Failure?.Reason, expected.Failure?.HttpStatus, expected.Failure?.RetryAfter), (seen.Failure?.Reason, seen.Failure?.HttpStatus, seen.Failure?.RetryAfter));
            Assert.Equal((expected.Content, expected.FinishReason, expected.RawBody), (seen.Content, seen.FinishReason, seen.RawBody));
        }
    }

    static string Chunk(string text, string extension = "") => $"{text.Length:x}{extension}\r\n{text}\r\n";
}
