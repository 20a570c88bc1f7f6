using System.Net;
using System.Net.Http.Json;
using Sluice.Testing.ModelServer;

namespace Sluice.Tests.Testing;

/// <summary>The instrument itself, read with a plain HTTP client: what it does is the ground of many other tests.</summary>
public sealed class ScriptedModelServerTests
{
    static object Chat(string text, bool stream) => new
    {
        model = "scripted",
        stream,
        stream_options = new { include_usage = true },
        messages = new[] { new { role = "user", content = text } },
    };

    [Fact]
    public async Task It_streams_what_the_script_says_and_writes_the_call_down()
    {
        await using var server = await ScriptedModelServer.StartAsync(call => ScriptedAnswer.Says("you said " + call.LastMessage));
        using var http = new HttpClient();

        using var response = await http.PostAsJsonAsync(server.BaseUrl + "/chat/completions", Chat("hello", stream: true));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"content\":\"you said\"", body, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"stop\"", body, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", body, StringComparison.Ordinal);
        var entry = Assert.Single(server.Ledger.Entries);
        Assert.Equal("hello", entry.LastMessage);
    }

    [Fact]
    public async Task It_answers_whole_when_no_stream_is_asked_for()
    {
        await using var server = await ScriptedModelServer.StartAsync(_ => ScriptedAnswer.Says("whole") with { CachedPromptTokens = 3 });
        using var http = new HttpClient();

        using var response = await http.PostAsJsonAsync(server.BaseUrl + "/chat/completions", Chat("hello", stream: false));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Contains("\"content\":\"whole\"", body, StringComparison.Ordinal);
        Assert.Contains("\"cached_tokens\":3", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_refuses_a_wrong_key_and_an_unknown_model()
    {
        await using var server = await ScriptedModelServer.StartAsync(key: "right");
        using var http = new HttpClient();

        using var keyless = await http.PostAsJsonAsync(server.BaseUrl + "/chat/completions", Chat("hello", stream: false));
        http.DefaultRequestHeaders.Add("Authorization", "Bearer right");
        using var unknown = await http.PostAsJsonAsync(server.BaseUrl + "/chat/completions", new { model = "other", messages = Array.Empty<object>() });

        Assert.Equal(HttpStatusCode.Unauthorized, keyless.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task It_tells_a_limit_with_the_time_to_wait()
    {
        await using var server = await ScriptedModelServer.StartAsync(_ => ScriptedAnswer.Error(429) with { RetryAfter = "7" });
        using var http = new HttpClient();

        using var response = await http.PostAsJsonAsync(server.BaseUrl + "/chat/completions", Chat("hello", stream: true));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("7", response.Headers.RetryAfter!.ToString());
    }

    [Fact]
    public async Task It_cuts_a_stream_where_the_script_says()
    {
        await using var server = await ScriptedModelServer.StartAsync(_ => ScriptedAnswer.Says("a long answer indeed") with { CutAfterChunks = 1 });
        using var http = new HttpClient();

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await http.PostAsJsonAsync(server.BaseUrl + "/chat/completions", Chat("hello", stream: true));
            await response.Content.ReadAsStringAsync();
        });

        Assert.Equal(CallEnd.Cut, Assert.Single(server.Ledger.Entries).End);
    }

    [Fact]
    public async Task It_notes_a_client_that_goes_away()
    {
        var never = new TaskCompletionSource();
        await using var server = await ScriptedModelServer.StartAsync(_ => ScriptedAnswer.Says("held back") with { HoldAfterFirstChunk = never.Task });
        using var http = new HttpClient();
        using var leaving = new CancellationTokenSource();

        var call = http.PostAsJsonAsync(server.BaseUrl + "/chat/completions", Chat("hello", stream: true), leaving.Token);
        await server.Ledger.ArrivedAsync(1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);

        await server.Ledger.IdleAsync();
        Assert.Equal(CallEnd.ClientGone, Assert.Single(server.Ledger.Entries).End);
    }
}
