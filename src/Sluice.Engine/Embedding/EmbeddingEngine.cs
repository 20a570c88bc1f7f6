using Sluice.Engine.Batching;
using Sluice.Engine.Memory;
using Sluice.Engine.Models;
using Sluice.Engine.Native;
using Sluice.Protocol.Failures;

namespace Sluice.Engine.Embedding;

/// <summary>A model in this process that turns texts into vectors. Any thread may ask; one thread of its own computes for all.</summary>
public sealed class EmbeddingEngine : IAsyncDisposable
{
    const int LeastStepTokens = 512; // several short texts a step, also where a model reads little at once
    const int MostStepTokens = 8192; // a text is read in one step, whose memory grows with it
    const int StepTexts = 64;

    readonly LanguageModel model;
    readonly EmbeddingContext context;
    readonly EmbeddingQueue queue;
    bool disposed;

    EmbeddingEngine(LanguageModel model, EngineOptions options)
    {
        this.model = model;
        TextLimit = Math.Min(model.TrainedContext, options.ContextTokens ?? MostStepTokens);
        var stepTokens = Math.Max(TextLimit, LeastStepTokens);
        context = new EmbeddingContext(model, Settings(options, stepTokens));
        queue = new EmbeddingQueue(context, stepTokens, StepTexts, options.QueueLimit);
    }

    /// <summary>The file's name without ".gguf".</summary>
    public string ModelName => model.Name;

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions => model.EmbeddingDimensions;

    /// <summary>Most tokens of a text, those that begin and end it included.</summary>
    public int TextLimit { get; }

    /// <summary>What it is doing; of an answer's figures it has none.</summary>
    public EngineStatus Status => new() { Waiting = queue.Waiting, Steps = queue.Steps, PromptTokens = queue.Tokens };

    internal Vocabulary Vocabulary => model.Vocabulary;

    /// <summary>Loads a model; an <see cref="EngineException"/> says what is wrong with the file, the options or the libraries.</summary>
    public static EmbeddingEngine Load(EngineOptions options)
    {
        options.Check();
        var model = LanguageModel.LoadEmbedding(options.ModelPath, options.GpuLayers, () => CheckMemory(options));
        try
        {
            return new EmbeddingEngine(model, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    static void CheckMemory(EngineOptions options)
    {
        if (options.GpuLayers == 0)
            MemoryCheck.Of(ModelFile.Read(options.ModelPath), options with { Weights = WeightForm.AsStored }, tokens: 0, sequences: 0, LeastStepTokens).Run(options.ModelPath, FreeMemory.Read());
    }

    /// <summary>A text as the model's tokens, between those that the model wants around it; nothing in it becomes a control token.</summary>
    public int[] Read(string text) => model.Vocabulary.TokenizeWhole(text);

    /// <summary>The vectors of some texts. What is wrong with the request is a failure in the result, never an exception.</summary>
    /// <param name="texts">As tokens.</param>
    /// <param name="ct">When the client went away.</param>
    public Task<EmbeddingResult> EmbedAsync(IReadOnlyList<int[]> texts, CancellationToken ct = default)
    {
        var job = new EmbeddingJob(texts, ct);
        var wrong = texts.FirstOrDefault(text => text.Length == 0 || text.Length > TextLimit);
        if (wrong is not null)
            job.Fail(new Failure(FailureReason.Request, $"A text of {wrong.Length} tokens cannot be read; 1 to {TextLimit} can."));
        else if (texts.Count == 0)
            job.Fail(new Failure(FailureReason.Request, "There is no text."));
        else
            queue.Add(job);
        return job.Result;
    }

    /// <summary>Ends all requests as cancelled, and every later one at once. The model stays loaded.</summary>
    internal void StopAnswers() => queue.Dispose();

    public ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            queue.Dispose();
            context.Dispose();
            model.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    static LlamaContextParams Settings(EngineOptions options, int stepTokens)
    {
        var threads = options.Threads ?? Math.Max(1, Environment.ProcessorCount - 1);
        var settings = Llama.DefaultContextParams();
        settings.ContextTokens = (uint)stepTokens;
        settings.BatchTokens = (uint)stepTokens;
        settings.MicroBatchTokens = (uint)stepTokens; // every token of a text sees all others: they are computed together
        settings.MaxSequences = StepTexts;
        settings.Threads = threads;
        settings.BatchThreads = threads;
        settings.UnifiedKv = 1;
        settings.Embeddings = 1;
        settings.NoPerformanceCounters = 1;
        return settings;
    }
}
