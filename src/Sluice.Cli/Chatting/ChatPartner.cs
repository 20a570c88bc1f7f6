using Sluice.Cli.Backends;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Chatting;

/// <summary>The model that is talked to. Disposing it stops the engine, when it is one.</summary>
internal sealed class ChatPartner : IAsyncDisposable
{
    private readonly OpenBackend backend;
    private readonly ModelClient client;

    private ChatPartner(OpenBackend backend, TimeProvider time)
    {
        this.backend = backend;
        client = new ModelClient(backend.Step.Endpoint, time: time);
    }

    public string Model => backend.Step.Model;

    /// <summary>For people: the model and where it is.</summary>
    public string Shown => $"{Model} on {backend.Shown}";

    public static async Task<ChatPartner> OpenAsync(BackendPlan plan, TimeProvider time, CancellationToken ct) =>
        new(await OpenBackend.OpenAsync(plan, concurrency: null, ct), time);

    public Task<Reply> AskAsync(Dialogue dialogue, ChatSettings settings, ChunkObserver? observer, CancellationToken ct) =>
        client.ChatAsync(settings.Apply(new ChatRequest { Model = Model, Messages = dialogue.Messages }), observer, ct);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return backend.DisposeAsync();
    }
}
