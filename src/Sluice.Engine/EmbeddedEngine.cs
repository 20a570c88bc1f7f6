using System.Security.Cryptography;
using System.Text.Json;
using Sluice.Engine.Batching;
using Sluice.Engine.Batching.Aside;
using Sluice.Engine.Memory;
using Sluice.Engine.Models;
using Sluice.Engine.Native;
using Sluice.Engine.Sampling;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Markup;

namespace Sluice.Engine;

/// <summary>A model in this process. Any thread may submit; one thread of its own decodes for all.</summary>
public sealed class EmbeddedEngine : IAsyncDisposable
{
    /// <summary>Most streams that one engine decodes together: llama.cpp holds 256 sequences, and a few are for kept prefixes.</summary>
    public const int MaxParallel = SequenceLimit - LeastKept;

    const int SequenceLimit = 256; // llama_max_parallel_sequences of v0.4.0
    const int LeastKept = 8;
    const int StepTokens = 512;

    readonly LanguageModel model;
    readonly DecodeContext context;
    readonly Batcher batcher;
    readonly int inFlightLimit;
    long arrivals;
    bool disposed;

    EmbeddedEngine(LanguageModel model, DecodeContext context, Batcher batcher, EngineOptions options)
    {
        this.model = model;
        this.context = context;
        this.batcher = batcher;
        Parallel = options.Parallel;
        inFlightLimit = options.Parallel + options.QueueLimit;
        Markup = options.Family is { } family ? AnswerMarkup.All.Single(known => known.Name == family) : AnswerMarkup.Of(model.TemplateText ?? "");
        MarkupTokens = model.Vocabulary.ControlTokens(Markup.Markers);
    }

    /// <summary>The file's name without ".gguf".</summary>
    public string ModelName => model.Name;

    /// <summary>The longest a prompt and its answer may be together, in tokens.</summary>
    public int ContextLimit => Math.Min(model.TrainedContext, context.ContextTokens);

    /// <summary>Answers that can be written or wait together.</summary>
    public int MostAnswers => inFlightLimit;

    /// <summary>Streams that are decoded together.</summary>
    public int Parallel { get; }

    public EngineStatus Status => batcher.Status;

    internal Vocabulary Vocabulary => model.Vocabulary;

    /// <summary>How the model marks reasoning and calls, as far as its chat template tells.</summary>
    internal AnswerMarkup Markup { get; }

    /// <summary>(control token) → its text, of those that <see cref="Markup"/> reads.</summary>
    internal IReadOnlyDictionary<int, byte[]> MarkupTokens { get; }

    /// <summary>Loads a model; an <see cref="EngineException"/> says what is wrong with the file, the options or the libraries.</summary>
    public static EmbeddedEngine Load(EngineOptions options) => Load(options, FreeMemory.Read(), TimeProvider.System);

    /// <param name="free">Null leaves unasked whether the model fits in memory.</param>
    /// <param name="time">What steps are measured with.</param>
    /// <param name="beforeAside">Called by the thread that reads a prompt aside, before it takes memory for it.</param>
    internal static EmbeddedEngine Load(EngineOptions options, FreeMemory? free, TimeProvider time, Action? beforeAside = null)
    {
        options.Check();
        var keptSequences = Math.Min(SequenceLimit - options.Parallel, Math.Max(LeastKept, options.Parallel));
        var model = LanguageModel.Load(options.ModelPath, options.GpuLayers == 0 ? options.Weights : WeightForm.AsStored, options.GpuLayers, () => CheckMemory(options, keptSequences, free));
        try
        {
            var settings = Settings(options, model, keptSequences);
            var context = model.CreateContext(settings);
            var memory = new KvMemory(context, options.Parallel + keptSequences, keptSequences, options.SharePrefixes && !model.KeepsState);
            var step = new ModelStep(context, memory, StepTokens, Threads(options), new StepPace(), time);
            var longPrompts = new LongPrompts(context, memory, settings, ReadsAside(options, model) ? Aside(options, model, beforeAside) : null, options.Threads ?? Environment.ProcessorCount);
            var batcher = new Batcher(memory, new StreamPlaces(memory, options.Parallel), longPrompts, step, new TokenChooser(model.Vocabulary, options.AppendForced), time);
            return new EmbeddedEngine(model, context, batcher, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>A conversation as the model's tokens. An <see cref="EngineException"/> when it has no usable chat template, or the template refuses.</summary>
    /// <param name="messages">In order.</param>
    /// <param name="templateSettings">An object of further variables for the template, such as enable_thinking; null for none.</param>
    public int[] ReadChat(IReadOnlyList<ChatMessage> messages, JsonElement? templateSettings = null) => ReadChat(Conversation.Of(messages, templateSettings)).Tokens;

    internal ReadPrompt ReadChat(Conversation conversation) =>
        (model.Template ?? throw new EngineException($"The model {ModelName} cannot chat: {model.NoTemplate}.")).Read(conversation);

    /// <summary>A text as the model's tokens, without a chat template; nothing in it becomes a control token.</summary>
    public int[] ReadText(string text) => model.Vocabulary.Tokenize(text, readSpecials: false);

    /// <summary>Starts an answer. What is wrong with the request is a failure in the result, never an exception.</summary>
    public Generation Submit(GenerationRequest request, CancellationToken ct = default)
    {
        var generation = new Generation(request, ct);
        if (Refusal(request) is { } refusal)
        {
            generation.Finish(new GenerationResult(new TokenUsage(request.Prompt.Count, 0)) { Failure = refusal });
            return generation;
        }
        if (request is { MaxTokens: 0, ScoresPrompt: false })
        {
            generation.Finish(new GenerationResult(new TokenUsage(request.Prompt.Count, 0)) { FinishReason = "length" });
            return generation;
        }
        var seed = request.Sampling.Seed is { } given ? (ulong)given : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        if (!batcher.TryReserve(inFlightLimit))
        {
            var full = new Failure(FailureReason.Capacity, $"{inFlightLimit} answers are being written or wait already.") { RetryAfter = TimeSpan.FromSeconds(1) };
            generation.Finish(new GenerationResult(new TokenUsage(request.Prompt.Count, 0)) { Failure = full });
            return generation;
        }
        batcher.Add(new DecodingStream(generation, Interlocked.Increment(ref arrivals), ContextLimit, seed));
        return generation;
    }

    /// <summary>Ends all answers as cancelled, and every later one at once. The model stays loaded.</summary>
    internal void StopAnswers() => batcher.Dispose();

    /// <summary>Ends all answers as cancelled and frees the model. Nobody may read text through it meanwhile.</summary>
    public ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            batcher.Dispose();
            context.Dispose();
            model.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    Failure? Refusal(GenerationRequest request)
    {
        if (request.Prompt.Count == 0)
            return new Failure(FailureReason.Request, "The prompt is empty.");
        if (request.Prompt.Count >= ContextLimit)
            return new Failure(FailureReason.Request, $"A prompt of {request.Prompt.Count} tokens is longer than the context of {ContextLimit}.");
        if (request.Answer is not null && request.Stop.Count > 0)
            return new Failure(FailureReason.Request, "Stop strings cannot go together with a schema: they could cut its answer.");
        if (request.Answer is { HasAnswer: false })
            return new Failure(FailureReason.Ungrounded, "No answer is possible: the source text has nothing that the schema's verbatim strings could quote.");
        return null;
    }

    // A GPU reads long prompts in large pieces as fast as small ones, and has nothing to share out.
    static bool ReadsAside(EngineOptions options, LanguageModel model) => options.GpuLayers == 0 && !model.KeepsState;

    // The prompt is there twice more before it joins the pool: in the context that reads it, and as a copy.
    static Func<LlamaContextParams, DecodeContext> Aside(EngineOptions options, LanguageModel model, Action? before)
    {
        var perToken = ModelFile.Read(options.ModelPath).KvBytes(options.KvType) ?? 0;
        return settings =>
        {
            before?.Invoke();
            return FreeMemory.Read() is { } free && free.Bytes < 2 * perToken * settings.ContextTokens
                ? throw new EngineException("There is no memory to read a prompt aside.")
                : model.CreateContext(settings);
        };
    }

    static StepThreads Threads(EngineOptions options) => options.Threads is { } given
        ? new StepThreads(given, given)
        : new StepThreads(Math.Max(1, Environment.ProcessorCount - 1), Environment.ProcessorCount);

    static int PoolTokens(EngineOptions options, int trained) => options.ContextTokens ?? Math.Max(Math.Min(trained, 8192), options.Parallel * 1024);

    // What a GPU holds is its driver's to say.
    static void CheckMemory(EngineOptions options, int keptSequences, FreeMemory? free)
    {
        if (options.GpuLayers != 0)
            return;
        var file = ModelFile.Read(options.ModelPath);
        var tokens = PoolTokens(options, (int)Math.Min(file.ContextTokens ?? 0, int.MaxValue));
        MemoryCheck.Of(file, options, tokens, options.Parallel + keptSequences + ModelStep.ScoredTokens, StepTokens).Run(options.ModelPath, free);
    }

    static LlamaContextParams Settings(EngineOptions options, LanguageModel model, int keptSequences)
    {
        var tokens = PoolTokens(options, model.TrainedContext);
        var threads = Threads(options).For(1);
        var sequences = (uint)(options.Parallel + keptSequences);
        var settings = Llama.DefaultContextParams();
        settings.ContextTokens = (uint)tokens;
        settings.BatchTokens = StepTokens;
        settings.MicroBatchTokens = StepTokens;
        settings.MaxSequences = sequences;
        settings.MaxOutputs = sequences + ModelStep.ScoredTokens;
        settings.Threads = threads;
        settings.BatchThreads = threads;
        settings.KeyType = settings.ValueType = (int)options.KvType;
        if (options.KvType is KvType.Q8 or KvType.Q4)
            settings.FlashAttention = 1; // llama.cpp has quantised values with it alone
        settings.UnifiedKv = 1; // one pool: a stream may use what another does not, and beginnings can be shared
        settings.NoPerformanceCounters = 1;
        return settings;
    }
}
