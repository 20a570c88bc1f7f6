using Sluice.Engine;
using Sluice.Engine.Sampling;
using Sluice.Testing;

namespace Sluice.Tests.Engine;

/// <summary>The tiny random model, loaded for one test.</summary>
internal sealed class TinyEngine : IAsyncDisposable
{
    readonly TempFolder folder = new();

    public TinyEngine(int parallel = 4, int contextTokens = 2048, bool sharePrefixes = true, string? chatTemplate = TinyGguf.ChatMl, bool appendForced = true, TimeProvider? time = null, int trainedContext = 2048, Action? beforeAside = null)
    {
        var path = TinyGguf.Write(folder.At("tiny.gguf"), contextLength: trainedContext, chatTemplate: chatTemplate);
        var options = new EngineOptions { ModelPath = path, Parallel = parallel, ContextTokens = contextTokens, Threads = 1, SharePrefixes = sharePrefixes, AppendForced = appendForced };
        Engine = EmbeddedEngine.Load(options, free: null, time ?? TimeProvider.System, beforeAside);
    }

    public EmbeddedEngine Engine { get; }

    /// <summary>An answer of exactly so many tokens, unless a stop string ends it.</summary>
    public Generation Submit(string prompt, int maxTokens = 20, double temperature = 0, long seed = 1, string[]? stop = null, bool sharePrefix = true, CancellationToken ct = default) =>
        Engine.Submit(
            new GenerationRequest
            {
                Prompt = Engine.ReadText(prompt),
                MaxTokens = maxTokens,
                Sampling = new SamplingSettings { Temperature = temperature, Seed = seed },
                Stop = stop ?? [],
                SharePrefix = sharePrefix,
                IgnoreEnd = true,
            },
            ct);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        folder.Dispose();
    }
}
