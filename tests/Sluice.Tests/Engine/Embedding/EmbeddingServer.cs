using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Serving;
using Sluice.Tests.Engine.Models;

namespace Sluice.Tests.Engine.Embedding;

/// <summary>The bundled embedding model behind HTTP, started once for the tests of a class.</summary>
public sealed class EmbeddingServer : IAsyncLifetime, IDisposable
{
    readonly HttpClient http = new();

    public EngineServer Server { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Server = await EngineServer.StartAsync(new EngineOptions { ModelPath = BundledModel.EmbeddingPath, Threads = 1, QueueLimit = 200 }, new EngineServerOptions(), CancellationToken.None);

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose() => http.Dispose();

    /// <summary>Posts a body whose model is filled in to a path below the root.</summary>
    public async Task<(int Status, JsonElement Body)> PostAsync(string fields, string path = "/v1/embeddings")
    {
        using var content = new StringContent($$"""{"model":"{{Server.ModelName}}",{{fields}}}""", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(Server.BaseUrl, path), content);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public Task<JsonElement> GetAsync(string path) => http.GetFromJsonAsync<JsonElement>(new Uri(Server.BaseUrl, path));
}
