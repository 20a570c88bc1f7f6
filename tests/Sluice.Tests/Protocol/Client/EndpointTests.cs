using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("ftp://host/v1", "must begin with http:// or https://")]
    [InlineData("v1", "must begin with http:// or https://")]
    [InlineData("http://me:secret@host/v1", "The base URL http://host/v1 has a name or password in it")]
    public void An_address_that_cannot_work_is_refused_at_once(string url, string words)
    {
        var problem = Assert.Throws<ArgumentException>(() => new ModelClient(new() { BaseUrl = new(url, UriKind.RelativeOrAbsolute) }));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Good", "bad\nvalue", "The value of header 'X-Good'")]
    [InlineData("bad name", "x", "'bad name' is no name of a header")]
    [InlineData("Content-Type", "x", "describes the body")]
    public void A_header_that_cannot_be_sent_is_refused_at_once(string name, string value, string words)
    {
        var endpoint = new ModelEndpoint { BaseUrl = new("http://host/v1"), Headers = new Dictionary<string, string> { [name] = value } };

        Assert.Contains(words, Assert.Throws<ArgumentException>(() => new ModelClient(endpoint)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_shows_in_no_message_and_no_text_form()
    {
        var endpoint = new ModelEndpoint { BaseUrl = new("http://host/v1"), Key = new("sk-123\n") };

        var problem = Assert.Throws<ArgumentException>(() => new ModelClient(endpoint));

        Assert.Contains("perhaps a line break at its end", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-123", problem.Message + endpoint, StringComparison.Ordinal);
        Assert.Equal("***", endpoint.Key.ToString());
    }

    [Fact]
    public async Task Path_key_and_headers_are_sent_as_given()
    {
        HttpRequestMessage? seen = null;
        var server = new CannedServer(request =>
        {
            seen = request;
            return Response(200, "application/json", new MemoryStream("{}"u8.ToArray()));
        });
        var endpoint = new ModelEndpoint
        {
            BaseUrl = new("http://host:81/base/v1/?api-version=2"),
            Key = new("sk-123"),
            Headers = new Dictionary<string, string> { ["X-Team"] = "etl", ["user-agent"] = "other" },
        };
        using var client = new ModelClient(endpoint, server);

        var reply = await client.ChatAsync(Question);

        Assert.Equal("http://host:81/base/v1/chat/completions?api-version=2", seen!.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer sk-123", seen.Headers.Authorization!.ToString());
        Assert.Equal(("etl", "other"), (seen.Headers.GetValues("X-Team").Single(), seen.Headers.UserAgent.ToString()));
        Assert.Equal("application/json", seen.Content!.Headers.ContentType!.ToString());
        Assert.StartsWith("http://host:81/base/v1/chat/completions answered JSON", reply.Failure!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"object":"list","data":[{"id":"a","max_model_len":4096,"x_sluice":{"verbatim":true}},{"id":"b","max_model_len":"?","x_sluice":7}]}""")]
    [InlineData("""[{"id":"a","max_model_len":4096,"x_sluice":{"verbatim":true}},{"id":"b"}]""")]
    public async Task Models_are_listed_with_what_they_say_of_themselves(string body)
    {
        using var client = Answers(200, body).Client();

        var listing = await client.ListModelsAsync();

        Assert.Null(listing.Failure);
        Assert.Equal([new("a") { MaxModelLength = 4096, SupportsVerbatim = true }, new("b")], listing.Models);
    }

    [Theory]
    [InlineData(200, """{"object":"list"}""", FailureReason.Account, "http://test:8000/v1/models is no list of models: it answered {\"object\":\"list\"}")]
    [InlineData(200, """{"data":[{"name":"x"}]}""", FailureReason.Account, "is no list of models")]
    [InlineData(200, "<html><title>Hi</title>", FailureReason.Account, "it answered (an HTML page: Hi)")]
    [InlineData(401, """{"error":{"message":"bad key"}}""", FailureReason.Account, "http://test:8000/v1/models answered 401: bad key")]
    [InlineData(503, "", FailureReason.Capacity, "http://test:8000/v1/models answered 503: (empty body)")]
    public async Task A_listing_that_fails_says_why(int status, string body, FailureReason reason, string words)
    {
        using var client = Answers(status, body).Client();

        var listing = await client.ListModelsAsync();

        Assert.Equal(reason, listing.Failure!.Reason);
        Assert.Contains(words, listing.Failure.Detail, StringComparison.Ordinal);
        Assert.Empty(listing.Models);
    }
}
