using System.Net;
using System.Text;
using System.Text.Json;
using Sluice.Schema;

namespace Sluice.ScenarioTests.Engine.Soak;

/// <summary>Sends requests of the soak and says what is wrong with the answers.</summary>
internal sealed class SoakClient(Uri baseUrl) : IDisposable
{
    readonly HttpClient http = new() { BaseAddress = new Uri(baseUrl + "/"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>How many ended each way.</summary>
    public SortedDictionary<string, int> Ends { get; } = [];

    /// <summary>Sends the requests of these numbers, so many at a time.</summary>
    public async Task RunAsync(int from, int to, int atOnce)
    {
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number < to; number = Interlocked.Increment(ref next))
            {
                var end = await SendAsync(SoakRequest.Number(number));
                lock (Ends)
                    Ends[end] = Ends.GetValueOrDefault(end) + 1;
            }
        }));
    }

    /// <summary>What the server says of itself.</summary>
    public async Task<JsonElement> HealthAsync() => JsonElement.Parse(await http.GetStringAsync(new Uri(baseUrl, "/health")));

    /// <summary>Waits until the last of those that were left is gone.</summary>
    public async Task<JsonElement> IdleAsync()
    {
        for (var asked = 0; asked < 10_000; asked++)
        {
            var health = await HealthAsync();
            if (health.GetProperty("running").GetInt32() == 0 && health.GetProperty("waiting").GetInt32() == 0)
                return health;
        }
        throw new InvalidOperationException("some answer never ends");
    }

    public async Task<string> SendAsync(SoakRequest request)
    {
        using var leave = new CancellationTokenSource();
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Path) { Content = new StringContent(request.Body, Encoding.UTF8, "application/json") };
        var answer = http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, leave.Token);
        try
        {
            if (request.LeavesAfter == 0)
                await leave.CancelAsync();
            using var response = await answer;
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(leave.Token));
            var text = new StringBuilder();
            for (var count = 1; await lines.ReadLineAsync(leave.Token) is { } line; count++)
            {
                text.Append(line).Append('\n');
                if (count == request.LeavesAfter)
                    await leave.CancelAsync();
            }
            return Judge(request, response, text.ToString());
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            return "left";
        }
    }

    public void Dispose() => http.Dispose();

    static string Judge(SoakRequest request, HttpResponseMessage response, string text) => response.StatusCode switch
    {
        HttpStatusCode.OK when text.StartsWith("data:", StringComparison.Ordinal) => text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal) ? "streamed" : "BROKEN STREAM",
        HttpStatusCode.OK => request.Schema is { } schema && !Fits(schema, text) ? "INVALID" : "whole",
        HttpStatusCode.BadRequest when request.Body.Contains("\"temperature\":-7", StringComparison.Ordinal) => "refused",
        HttpStatusCode.ServiceUnavailable when response.Headers.RetryAfter is not null => "full",
        _ => $"STATUS {(int)response.StatusCode}: {text[..Math.Min(200, text.Length)]}",
    };

    // An answer that was cut need not be whole.
    static bool Fits(string schema, string text) => JsonElement.Parse(text).GetProperty("choices").EnumerateArray().All(choice =>
        choice.GetProperty("finish_reason").GetString() == "length"
        || JsonSchema.Parse(schema).Validate(Encoding.UTF8.GetBytes(choice.GetProperty("message").GetProperty("content").GetString()!)).Count == 0);
}
