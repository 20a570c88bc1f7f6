using Sluice.Engine.Native;

namespace Sluice.Engine.Batching.Aside;

/// <summary>One long prompt being read in a context of its own, by a thread of its own, while the decoding thread goes on writing for others.</summary>
internal sealed class PromptReading : IDisposable
{
    const int PieceTokens = 256; // enough for llama.cpp's fast kernels; after each piece the number of threads is asked anew

    readonly Func<LlamaContextParams, DecodeContext> open;
    readonly LlamaContextParams settings;
    readonly int[] tokens;
    readonly Action whenOver;
    readonly StopFlag stop = new();
    readonly CancellationTokenRegistration whenGone;
    readonly Thread thread;
    SequenceState? state;
    volatile int threads;
    volatile bool isOver;

    /// <param name="stream">Whose tokens are read, all but the last, which is read in the batch for its scores.</param>
    /// <param name="beginning">What the batch has read of them already; null for nothing.</param>
    /// <param name="settings">Of the decoding thread's context; its size and limits are set here.</param>
    /// <param name="open">Makes a context.</param>
    /// <param name="threads">Compute threads to begin with.</param>
    /// <param name="whenOver">Called once, by the reading thread.</param>
    public PromptReading(DecodingStream stream, SequenceState? beginning, LlamaContextParams settings, Func<LlamaContextParams, DecodeContext> open, int threads, Action whenOver)
    {
        Stream = stream;
        state = beginning;
        this.settings = settings;
        this.open = open;
        this.threads = threads;
        this.whenOver = whenOver;
        tokens = stream.Tokens[..^1].ToArray();
        whenGone = stream.Generation.Cancellation.Register(stop.Set);
        thread = new Thread(Run) { Name = "sluice-read", IsBackground = true };
        thread.Start();
    }

    public DecodingStream Stream { get; }

    /// <summary>Compute threads, from the next piece on.</summary>
    public int Threads { set => threads = value; }

    /// <summary>Whether the thread has done what it could; <see cref="TakeState"/> tells how that went.</summary>
    public bool IsOver => isOver;

    /// <summary>Gives up; over soon after.</summary>
    public void Stop() => stop.Set();

    /// <summary>The prompt as it was read, once it is over; null when it was given up or there was no memory for it.</summary>
    public SequenceState? TakeState()
    {
        var taken = state?.Tokens == tokens.Length ? state : null;
        if (taken is not null)
            state = null;
        return taken;
    }

    /// <summary>Waits for the end and frees what is left.</summary>
    public void Dispose()
    {
        stop.Set();
        thread.Join();
        whenGone.Dispose();
        state?.Dispose();
        stop.Dispose();
    }

    void Run()
    {
        try
        {
            using var context = open(stop.In(Sized()));
            if (Begin(context) is var from and >= 0 && ReadFrom(context, from))
                state = context.Save(sequence: 0, tokens.Length);
        }
        catch (Exception problem) when (problem is EngineException or OutOfMemoryException)
        {
            // Without a context of its own the prompt is read in the batch, which TakeState tells by giving nothing.
        }
        isOver = true;
        whenOver();
    }

    // Where reading begins; -1 when what was read before could not be taken over.
    int Begin(DecodeContext context)
    {
        if (state is null)
            return 0;
        using var beginning = state;
        state = null;
        return context.Load(sequence: 0, beginning) ? beginning.Tokens : -1;
    }

    bool ReadFrom(DecodeContext context, int from)
    {
        for (var at = from; at < tokens.Length; at += PieceTokens)
        {
            context.ClearBatch();
            for (var i = at; i < Math.Min(at + PieceTokens, tokens.Length); i++)
                context.Add(tokens[i], i, sequence: 0, wantsLogits: false);
            context.SetThreads(threads, threads);
            if (stop.IsSet || context.Decode() != 0)
                return false;
        }
        return true;
    }

    LlamaContextParams Sized()
    {
        var sized = settings;
        sized.ContextTokens = (uint)tokens.Length; // llama.cpp rounds up
        sized.BatchTokens = sized.MicroBatchTokens = PieceTokens;
        sized.MaxSequences = sized.MaxOutputs = 1;
        return sized;
    }
}
