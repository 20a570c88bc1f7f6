using Microsoft.AspNetCore.Http;
using Sluice.Engine.Batching;
using Sluice.Engine.Models;
using Sluice.Protocol.Client;

namespace Sluice.Engine.Serving;

/// <summary>A model that writes text, behind HTTP.</summary>
internal sealed class TextRoutes(EmbeddedEngine engine, TimeProvider time) : ModelRoutes
{
    readonly ChatEndpoint chat = new(engine, time);
    readonly CompletionEndpoint completion = new(engine, time);
    readonly TokenEndpoints tokens = new(engine.Vocabulary, engine.ContextLimit, (text, readSpecials) => Whole(engine.Vocabulary, text, readSpecials), engine);

    public override ServedModel Model { get; } = new(engine.ModelName) { MaxModelLength = engine.ContextLimit, SupportsVerbatim = true };

    public override EngineStatus Status => engine.Status;

    public override int? Slots => engine.Parallel;

    public override Func<HttpContext, Task>? Find(string path) => path switch
    {
        "/v1/chat/completions" => chat.HandleAsync,
        "/v1/completions" => completion.HandleAsync,
        "/tokenize" => tokens.TokenizeAsync,
        "/detokenize" => tokens.DetokenizeAsync,
        _ => null,
    };

    public override string? WhyNot(string path) => path is "/v1/embeddings"
        ? $"The model {engine.ModelName} writes text and gives no vectors; serve an embedding model for {path}."
        : null;

    public override void StopAnswers() => engine.StopAnswers();

    public override ValueTask DisposeAsync() => engine.DisposeAsync();

    static int[] Whole(Vocabulary vocabulary, string text, bool readSpecials)
    {
        var tokens = vocabulary.Tokenize(text, readSpecials);
        return vocabulary.BeginningToken is { } beginning ? [beginning, .. tokens] : tokens;
    }
}
