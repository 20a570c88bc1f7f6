using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Serving;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Serving;

/// <summary>The tiny model behind HTTP, and a plain client for it.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    readonly TempFolder folder;

    TinyServer(TempFolder folder, EngineServer server)
    {
        this.folder = folder;
        Server = server;
        Http = new HttpClient { BaseAddress = new Uri(server.BaseUrl + "/") };
    }

    public EngineServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<TinyServer> StartAsync(string? key = null, int parallel = 4, int context = 2048, int queueLimit = 100, string chatTemplate = TinyGguf.ChatMl, bool addBeginning = false)
    {
        var folder = new TempFolder();
        var options = new EngineOptions { ModelPath = TinyGguf.Write(folder.At("tiny.gguf"), chatTemplate: chatTemplate, vocabulary: addBeginning ? TinyVocabulary.WithBeginning : null), Parallel = parallel, ContextTokens = context, Threads = 1, QueueLimit = queueLimit };
        return new TinyServer(folder, await EngineServer.StartAsync(options, new EngineServerOptions { Key = key }, CancellationToken.None));
    }

    /// <summary>Posts a chat body; fields with the model and a message are filled in.</summary>
    public async Task<(int Status, JsonElement Body)> ChatAsync(string fields = "")
    {
        using var response = await PostAsync(Body(fields));
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Posts a body to a path below the root.</summary>
    public async Task<(int Status, JsonElement Body)> PostToAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(Server.BaseUrl, path), content);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public Task<HttpResponseMessage> PostAsync(string body, CancellationToken ct = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    public static string Body(string fields) =>
        $$"""{"model":"tiny","messages":[{"role":"user","content":"Hello"}]{{(fields.Length > 0 ? "," + fields : "")}}}""";

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        folder.Dispose();
    }
}
