using Microsoft.AspNetCore.Http;
using Sluice.Engine.Batching;
using Sluice.Engine.Embedding;
using Sluice.Protocol.Client;

namespace Sluice.Engine.Serving;

/// <summary>A model that turns texts into vectors, behind HTTP.</summary>
internal sealed class EmbeddingRoutes(EmbeddingEngine engine) : ModelRoutes
{
    readonly EmbeddingEndpoint embeddings = new(engine);
    readonly TokenEndpoints tokens = new(engine.Vocabulary, engine.TextLimit, (text, _) => engine.Read(text), chat: null);

    public override ServedModel Model { get; } = new(engine.ModelName) { MaxModelLength = engine.TextLimit };

    public override EngineStatus Status => engine.Status;

    public override int? Slots => null;

    public override Func<HttpContext, Task>? Find(string path) => path switch
    {
        "/v1/embeddings" => embeddings.HandleAsync,
        "/tokenize" => tokens.TokenizeAsync,
        "/detokenize" => tokens.DetokenizeAsync,
        _ => null,
    };

    public override string? WhyNot(string path) => path is "/v1/chat/completions" or "/v1/completions"
        ? $"The model {engine.ModelName} turns texts into vectors and writes none; serve a chat model for {path}."
        : null;

    public override void StopAnswers() => engine.StopAnswers();

    public override ValueTask DisposeAsync() => engine.DisposeAsync();
}
