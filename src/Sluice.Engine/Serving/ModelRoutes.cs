using Microsoft.AspNetCore.Http;
using Sluice.Engine.Batching;
using Sluice.Engine.Embedding;
using Sluice.Engine.Models.Gguf;
using Sluice.Protocol.Client;

namespace Sluice.Engine.Serving;

/// <summary>What one kind of model answers, and the model itself.</summary>
internal abstract class ModelRoutes : IAsyncDisposable
{
    /// <summary>As it is listed.</summary>
    public abstract ServedModel Model { get; }

    public abstract EngineStatus Status { get; }

    /// <summary>Requests answered at the same time; null where they are no streams.</summary>
    public abstract int? Slots { get; }

    /// <summary>Loads a model of whichever kind the file has; an <see cref="EngineException"/> says what is wrong.</summary>
    public static ModelRoutes Load(EngineOptions options, TimeProvider time) => GgufHeader.Read(options.ModelPath).IsEmbedding
        ? new EmbeddingRoutes(EmbeddingEngine.Load(options))
        : new TextRoutes(EmbeddedEngine.Load(options), time);

    /// <summary>What answers a POST to a path; null when nothing does.</summary>
    public abstract Func<HttpContext, Task>? Find(string path);

    /// <summary>Why a model of this kind does not answer a path that another kind does; null when none does.</summary>
    public abstract string? WhyNot(string path);

    /// <summary>Ends what runs as cancelled, and all that comes later at once.</summary>
    public abstract void StopAnswers();

    public abstract ValueTask DisposeAsync();
}
