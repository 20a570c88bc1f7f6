using System.Net;
using System.Text;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;

namespace Sluice.Tests.Protocol.Client;

/// <summary>Answers in memory, part by part, so that tests decide what one read brings.</summary>
sealed class CannedServer(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public const string Finish = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n";
    public const string Done = "data: [DONE]\n\n";

    public static readonly ChatRequest Question = new() { Model = "m", Messages = [new("user", "hi")] };

    /// <summary>The bodies that were asked.</summary>
    public List<string> Bodies { get; } = [];

    public static CannedServer Streams(params string[] parts) =>
        Streams([.. parts.Select(part => (StreamPart)Encoding.UTF8.GetBytes(part))]);

    public static CannedServer Streams(params StreamPart[] parts) =>
        new(_ => Response(200, "text/event-stream", new PartStream(parts)));

    public static CannedServer Answers(int status, string body, string mediaType = "application/json") =>
        new(_ => Response(status, mediaType, new MemoryStream(Encoding.UTF8.GetBytes(body))));

    public static CannedServer Throws(Exception exception) => new(_ => throw exception);

    public static HttpResponseMessage Response(int status, string mediaType, Stream body)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(body) };
        response.Content.Headers.ContentType = mediaType.Length == 0 ? null : new(mediaType);
        return response;
    }

    public static string Content(string text) =>
        $$"""data: {"model":"m-1","choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}""" + "\n\n";

    /// <summary>A client of this server at <c>http://test:8000/v1</c>.</summary>
    public ModelClient Client(TimeProvider? time = null, StreamTimeouts? timeouts = null) =>
        new(new() { BaseUrl = new("http://test:8000/v1"), Timeouts = timeouts ?? new() }, this, time);

    public async Task<Reply> AskAsync(bool stream = true, ChunkObserver? observer = null)
    {
        using var client = Client();
        return await client.ChatAsync(Question with { Stream = stream }, observer);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
            Bodies.Add(await content.ReadAsStringAsync(cancellationToken));
        return answer(request);
    }
}
