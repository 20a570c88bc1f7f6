using System.Text;
using System.Text.Json;
using Sluice.Catalog;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Testing;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving;
using Sluice.Twin.Simulating;

namespace Sluice.Tests.Twin.Serving;

/// <summary>A twin behind HTTP on a clock that passes only while a test waits for an answer.</summary>
sealed class LiveTwin : IAsyncDisposable
{
    public const string Model = "llama-3.1-8b";

    LiveTwin(TwinServer server, ManualClock clock)
    {
        (Server, Clock) = (server, clock);
        Http = new HttpClient { BaseAddress = new Uri(server.BaseUrl, "/") };
    }

    public TwinServer Server { get; }

    public ManualClock Clock { get; }

    public HttpClient Http { get; }

    public static async Task<LiveTwin> StartAsync(TwinServerOptions? options = null, int output = 12, string topology = "solo", string whatIf = "")
    {
        var clock = new ManualClock();
        var catalog = CatalogIndex.Load();
        var scenario = Scenario.Of(catalog, catalog.Model(Model), catalog.Machine("h100"), catalog.Topology(topology),
            new Workload(LengthRange.Fixed(64), LengthRange.Fixed(output)), ServerTweaks.Parse(whatIf));
        return new LiveTwin(await TwinServer.StartAsync(scenario, (options ?? new TwinServerOptions()) with { Port = 0, KeepBodies = true }, clock), clock);
    }

    public async Task<Reply> ChatAsync(string prompt = "Say hello.", Func<ChatRequest, ChatRequest>? with = null, string? fault = null)
    {
        var request = new ChatRequest { Model = Model, Messages = [new("user", prompt)] };
        using var client = Client(fault);
        return await Clock.While(client.ChatAsync(with?.Invoke(request) ?? request));
    }

    public ModelClient Client(string? fault = null) => new(new ModelEndpoint
    {
        BaseUrl = Server.BaseUrl,
        Headers = fault is null ? null : new Dictionary<string, string> { ["X-Twin-Fault"] = fault },
    });

    /// <summary>Posts fields beside the model and a message; the whole body that comes back, with its status.</summary>
    public async Task<(int Status, string Body)> PostAsync(string path, string fields, string? fault = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent($$"""{"model": "{{Model}}", {{fields}}}""", Encoding.UTF8, "application/json") };
        if (fault is not null) request.Headers.Add("X-Twin-Fault", fault);
        using var response = await Clock.While(Http.SendAsync(request));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
