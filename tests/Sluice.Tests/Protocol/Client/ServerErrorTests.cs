using Sluice.Protocol.Client;

namespace Sluice.Tests.Protocol.Client;

/// <summary>The shapes in which servers say what is wrong.</summary>
public sealed class ServerErrorTests
{
    [Theory]
    [InlineData("""{"error":{"message":"OpenAI, vLLM","type":"invalid_request_error","param":"model","code":"model_not_found"}}""", "OpenAI, vLLM", null, "model_not_found")]
    [InlineData("""{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", "Loading model", 503)]
    [InlineData("""{"object":"error","message":"older vLLM","type":"BadRequestError","param":null,"code":400}""", "older vLLM", 400)]
    [InlineData("""{"detail":"Not Found"}""", "Not Found", null)]
    [InlineData("""{"detail":[{"loc":["body","messages",0],"msg":"Field required"},{"msg":"another"}]}""", "body.messages.0: Field required; another", null)]
    [InlineData("""{"error":"model 'x' not found, try pulling it first"}""", "model 'x' not found, try pulling it first", null)]
    [InlineData("""{"error":{"message":"odd code","code":99999}}""", "odd code", null)]
    [InlineData("""{"error":{"message":"half \ud83d"}}""", """{"message":"half \ud83d"}""", null)]
    [InlineData("""{"something":"else"}""", """{"something":"else"}""", null)]
    [InlineData("""[1]""", "[1]", null)]
    [InlineData("  upstream\n   timed out ", "upstream timed out", null)]
    [InlineData("<html><head><TITLE>502 Bad Gateway</TITLE></head></html>", "(an HTML page: 502 Bad Gateway)", null)]
    [InlineData("<html><body>", "(an HTML page)", null)]
    [InlineData("", "(empty body)", null)]
    public void The_message_is_found(string body, string message, int? status, string? code = null) =>
        Assert.Equal(new ServerError(message, status) { Code = code }, ServerError.FromBody(body));
}
