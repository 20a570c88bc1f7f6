using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Sluice.Tests.Engine.Serving;

/// <summary>What HTTP clients do beside asking: packed bodies, other methods, pages in a browser.</summary>
public sealed class HttpEdgeTests
{
    static readonly byte[] Body = Encoding.UTF8.GetBytes(TinyServer.Body("\"max_tokens\": 2"));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_packed_body_is_unpacked(string encoding)
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, _) = await PostAsync(tiny, Packed(Body, encoding), encoding);

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task A_little_that_unpacks_to_more_than_a_body_may_have_is_refused()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, error) = await PostAsync(tiny, Packed(new byte[20 << 20], "gzip"), "gzip");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (status, error.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("gzip", 400, "The body is not the gzip that its 'Content-Encoding' says.")]
    [InlineData("br", 415, "A body with 'Content-Encoding: br' cannot be read; gzip, deflate and none can.")]
    public async Task A_body_that_cannot_be_unpacked_is_refused_for_that(string encoding, int expected, string message)
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, error) = await PostAsync(tiny, Body, encoding);

        Assert.Equal((expected, message), ((int)status, error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_body_is_passed_over()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, _) = await PostAsync(tiny, [0xEF, 0xBB, 0xBF, .. Body], null);

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task An_empty_body_is_told_as_that()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, error) = await PostAsync(tiny, [], null);

        Assert.Equal((HttpStatusCode.BadRequest, "The body is empty; it must be a JSON object."), (status, error.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/v1/models", "GET, HEAD")]
    [InlineData("POST", "/v1/models/tiny", "GET, HEAD")]
    public async Task Another_method_is_refused_with_those_that_are_taken(string method, string path, string allowed)
    {
        await using var tiny = await TinyServer.StartAsync();

        using var response = await tiny.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(tiny.Server.BaseUrl, path)));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed.Split(", "), response.Content.Headers.Allow);
    }

    [Fact]
    public async Task One_model_is_told_by_its_name()
    {
        await using var tiny = await TinyServer.StartAsync();

        var model = await tiny.Http.GetFromJsonAsync<JsonElement>("models/tiny");
        using var head = await tiny.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "models/tiny"));
        using var other = await tiny.Http.GetAsync(new Uri("models/gpt-4", UriKind.Relative));

        Assert.Equal(("tiny", "model"), (model.GetProperty("id").GetString(), model.GetProperty("object").GetString()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (head.StatusCode, other.StatusCode));
    }

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("https://127.0.0.1", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("https://example.com", false)]
    [InlineData("http://localhost.example.com", false)]
    [InlineData("null", false)]
    public async Task Pages_of_this_machine_may_ask_from_a_browser_and_no_others(string origin, bool may)
    {
        await using var tiny = await TinyServer.StartAsync(key: "k");
        using var question = new HttpRequestMessage(HttpMethod.Options, "chat/completions")
        {
            Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "authorization, content-type" } },
        };

        using var leave = await tiny.Http.SendAsync(question);
        using var asked = await tiny.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "models") { Headers = { { "Origin", origin }, { "Authorization", "Bearer k" } } });

        Assert.Equal(may ? HttpStatusCode.NoContent : HttpStatusCode.Unauthorized, leave.StatusCode);
        Assert.Equal(may ? "authorization, content-type" : null, Header(leave, "Access-Control-Allow-Headers"));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Equal(may ? origin : null, Header(asked, "Access-Control-Allow-Origin"));
    }

    static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    static byte[] Packed(byte[] body, string encoding)
    {
        var packed = new MemoryStream();
        using (Stream into = encoding == "gzip" ? new GZipStream(packed, CompressionMode.Compress, leaveOpen: true) : new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
            into.Write(body);
        return packed.ToArray();
    }

    /// <returns>The status, and the error or the answer.</returns>
    static async Task<(HttpStatusCode Status, JsonElement Reply)> PostAsync(TinyServer tiny, byte[] body, string? encoding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        using var response = await tiny.Http.PostAsync(new Uri("chat/completions", UriKind.Relative), content);
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, reply.TryGetProperty("error", out var error) ? error : reply);
    }
}
