using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Benchmarks.Engine;

/// <summary>Our engine as its clients see it: over HTTP, streaming.</summary>
internal sealed class AskedEngine(EngineServerProcess server, string model) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { Timeout = Timeout.InfiniteTimeSpan };

    public EngineServerProcess Server => server;

    /// <summary>A text as the model's tokens.</summary>
    public async Task<int[]> TokenizeAsync(string text)
    {
        using var response = await http.PostAsJsonAsync(new Uri(server.BaseUrl, "/tokenize"), new { prompt = text, add_special_tokens = false });
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>();
        return reply.GetProperty("tokens").Deserialize<int[]>()!;
    }

    /// <summary>One number of /metrics.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var text = await http.GetStringAsync(new Uri(server.BaseUrl, "/metrics"));
        var line = text.Split('\n').First(line => line.StartsWith(name + "{", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Asks for one answer, greedy where nothing else is said, and notes when its pieces come.</summary>
    /// <param name="settings">Further fields of the request.</param>
    public async Task<StreamTimes> AskAsync(int[] prompt, int tokens, JsonObject? settings = null, Action? onPiece = null, CancellationToken ct = default)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["prompt"] = JsonSerializer.SerializeToNode(prompt),
            ["max_tokens"] = tokens,
            ["temperature"] = 0,
            ["ignore_eos"] = true,
            ["stream"] = true,
            ["stream_options"] = new JsonObject { ["include_usage"] = true },
        };
        foreach (var (name, value) in settings ?? [])
            body[name] = value?.DeepClone();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.BaseUrl, "/v1/completions")) { Content = JsonContent.Create(body) };
        var sent = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"the engine refused: {await response.Content.ReadAsStringAsync(ct)}");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        var pieces = new List<long>();
        var written = 0;
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.Contains("\"error\"", StringComparison.Ordinal))
                throw new InvalidOperationException($"the engine broke off: {line}");
            if (line.Contains("\"finish_reason\":null", StringComparison.Ordinal))
            {
                pieces.Add(Stopwatch.GetTimestamp());
                onPiece?.Invoke();
            }
            else if (line.Contains("\"usage\":{", StringComparison.Ordinal))
            {
                written = JsonDocument.Parse(line["data: ".Length..]).RootElement.GetProperty("usage").GetProperty("completion_tokens").GetInt32();
            }
        }
        return new StreamTimes(sent, pieces, Stopwatch.GetTimestamp(), written);
    }

    /// <summary>Asks for answers to all prompts, so many at a time.</summary>
    public async Task<(double Seconds, StreamTimes[] Streams)> AskAllAsync(IReadOnlyList<int[]> prompts, int atOnce, int tokens, JsonObject? settings = null)
    {
        using var places = new SemaphoreSlim(atOnce);
        var start = Stopwatch.GetTimestamp();
        var streams = await Task.WhenAll(prompts.Select(async prompt =>
        {
            await places.WaitAsync();
            try
            {
                return await AskAsync(prompt, tokens, settings);
            }
            finally
            {
                places.Release();
            }
        }));
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, streams);
    }

    public void Dispose() => http.Dispose();
}
