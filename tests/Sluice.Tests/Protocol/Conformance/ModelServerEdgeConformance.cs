using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Sluice.Tests.Protocol.Conformance;

/// <summary>What every model server of ours does with clients that are slow, rude, wrong or many. Raw HTTP.</summary>
public abstract class ModelServerEdgeConformance : IAsyncLifetime, IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 400 });

    ConformingServer server = null!;

    protected abstract Task<ConformingServer> StartAsync();

    public async Task InitializeAsync()
    {
        server = await StartAsync();
        if (server.Key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
    }

    public async Task DisposeAsync() => await server.Owner.DisposeAsync();

    public void Dispose()
    {
        http.Dispose();
        GC.SuppressFinalize(this);
    }

    string Body(string fields = "\"max_tokens\": 8", string content = "\"Hello\"") =>
        $$"""{"model":"{{server.Model}}","temperature":0,"messages":[{"role":"user","content":{{content}}}],{{fields}}}""";

    Task<HttpResponseMessage> PostAsync(HttpContent body, string path = "/chat/completions") =>
        http.SendAsync(new HttpRequestMessage(HttpMethod.Post, server.BaseUrl + path) { Content = body }, HttpCompletionOption.ResponseHeadersRead);

    Task<HttpResponseMessage> PostAsync(string body) => PostAsync(new StringContent(body, Encoding.UTF8, "application/json"));

    async Task<string> AnswerAsync(HttpContent body)
    {
        using var response = await PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return reply.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }

    async Task AssertServesAsync() => Assert.NotEqual("", await AnswerAsync(new StringContent(Body(), Encoding.UTF8, "application/json")));

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_is_read_as_the_whole_one()
    {
        var body = Encoding.UTF8.GetBytes(Body(content: "\"Grüße, 世界 🌍\""));

        var whole = await AnswerAsync(new ByteArrayContent(body));

        Assert.Equal(whole, await AnswerAsync(new DrippingContent(body)));
    }

    [Theory]
    [InlineData("\"max_tokens\": \"many\"", "max_tokens")]
    [InlineData("\"temperature\": -1", "temperature")]
    [InlineData("\"stream\": 1", "stream")]
    [InlineData("\"seed\": 1.5", "seed")]
    [InlineData("\"stop\": [\"\"]", "stop")]
    [InlineData("\"messages\": []", "messages")]
    [InlineData("\"messages\": [{\"content\": \"no role\"}]", "messages[0].role")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]", "messages[0].content[0]")]
    public async Task A_wrong_parameter_is_refused_by_name(string fields, string name)
    {
        using var response = await PostAsync(Body(fields));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var error = reply.RootElement.GetProperty("error");
        Assert.Equal(name, error.GetProperty("param").GetString());
        Assert.NotEqual("", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\"model\":")]
    public async Task What_is_no_request_is_an_error_of_the_clients(string body)
    {
        using var response = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("invalid_request_error", reply.RootElement.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_field_that_nobody_knows_is_ignored()
    {
        using var response = await PostAsync(Body("\"max_tokens\": 2, \"some_future_field\": {\"deep\": [1]}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_huge_body_is_refused_and_the_server_goes_on()
    {
        try
        {
            using var response = await PostAsync(Body(content: '"' + new string('x', 40 << 20) + '"'));

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }
        catch (HttpRequestException refused)
        {
            // The server may close the connection while the client still sends: then no reply reaches it.
            Assert.IsType<IOException>(refused.InnerException, exactMatch: false);
        }

        await AssertServesAsync();
    }

    [Fact]
    public async Task Clients_that_hang_up_leave_their_places_to_others()
    {
        for (var i = 0; i < 20; i++)
        {
            using var response = await PostAsync(Body("\"max_tokens\": 400, \"stream\": true"));
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[10]);
        }

        await AssertServesAsync();
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_nobody_up()
    {
        using var unread = await PostAsync(Body("\"max_tokens\": 400, \"stream\": true"));

        await AssertServesAsync();
        var late = await unread.Content.ReadAsStringAsync();

        Assert.EndsWith("data: [DONE]\n\n", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_hundred_at_once_are_answered_or_told_to_come_again()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            using var response = await PostAsync(Body("\"max_tokens\": 2", $"\"Record {i}\""));
            var isBusy = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
            Assert.True(response.IsSuccessStatusCode || (isBusy && response.Headers.RetryAfter is not null), $"request {i}: {response.StatusCode}");
            await response.Content.ReadAsStringAsync();
            return response.StatusCode;
        }));

        Assert.Contains(HttpStatusCode.OK, statuses);
        await AssertServesAsync();
    }

    [Fact]
    public async Task Several_answers_are_given_in_their_order_or_refused_by_name()
    {
        using var response = await PostAsync(Body("\"max_tokens\": 4, \"n\": 3"));

        using var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        if (server.Can.HasFlag(ServerCapabilities.SeveralAnswers))
            Assert.Equal([0, 1, 2], reply.RootElement.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()));
        else
            Assert.Equal((HttpStatusCode.BadRequest, "n"), (response.StatusCode, reply.RootElement.GetProperty("error").GetProperty("param").GetString()));
    }

    [Fact]
    public async Task The_model_is_listed_by_the_name_that_is_asked_for()
    {
        using var listing = JsonDocument.Parse(await http.GetStringAsync(new Uri(server.BaseUrl + "/models")));

        Assert.Contains(server.Model, listing.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }

    /// <summary>A body that is sent one byte at a time.</summary>
    sealed class DrippingContent(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var i = 0; i < body.Length; i++)
            {
                await stream.WriteAsync(body.AsMemory(i, 1));
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
