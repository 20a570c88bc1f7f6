using Sluice.Engine.Native;

namespace Sluice.Engine.Batching.Aside;

/// <summary>
/// Which prompts are read aside. In the batch a long prompt holds up those who write: beside 15 of them a piece of 8 tokens adds 100 ms to a
/// step of 70 when 6,000 tokens were read before it, because llama.cpp's fast attention wants 64 tokens at once and every token looks at the cells of all streams. So while some
/// write and few wait, one long prompt at a time is read by threads of its own in a context of its own, and joins the pool when it is whole. Driven by the decoding thread.
/// </summary>
internal sealed class LongPrompts : IDisposable
{
    /// <summary>Shorter rests of prompts are read in the batch.</summary>
    public const int LeastTokens = 512;

    const int MostBehind = 4; // prompts that wait for their turn whoever writes; each stream that writes is worth one more

    readonly DecodeContext context;
    readonly KvMemory memory;
    readonly LlamaContextParams settings;
    readonly Func<LlamaContextParams, DecodeContext>? open;
    readonly int allThreads;
    readonly int ownThreads;
    PromptReading? reading;

    /// <param name="context">The decoding thread's.</param>
    /// <param name="settings">It was made with.</param>
    /// <param name="open">Makes another one; null where prompts are never read aside.</param>
    /// <param name="threads">Compute threads of the engine, shared out between writing and reading.</param>
    public LongPrompts(DecodeContext context, KvMemory memory, LlamaContextParams settings, Func<LlamaContextParams, DecodeContext>? open, int threads)
    {
        this.context = context;
        this.memory = memory;
        this.settings = settings;
        this.open = open;
        allThreads = threads;
        ownThreads = Math.Max(1, threads / 3); // two thirds go on writing: a step takes 1.5 times as long, on two cores 2 times
    }

    /// <summary>Called by the reading thread when a prompt is whole or given up.</summary>
    public Action WhenRead { get; set; } = () => { };

    /// <summary>Prompts that joined the pool whole.</summary>
    public long Count { get; private set; }

    /// <summary>Compute threads left for the batch.</summary>
    public int ThreadsLeft => reading is null ? int.MaxValue : Math.Max(1, allThreads - ownThreads);

    /// <summary>Decides before each step who is read aside, and lets in who was read.</summary>
    /// <param name="running">Those with a place, by arrival.</param>
    /// <param name="waiting">How many have none yet.</param>
    public void Arrange(IReadOnlyList<DecodingStream> running, int waiting)
    {
        if (open is null)
            return;
        TakeOver();
        var writing = running.Count(stream => !stream.IsReading);
        var isWorthIt = writing > 0 && running.Count - writing + waiting <= MostBehind + writing;
        DecodingStream? next = null;
        foreach (var stream in running)
        {
            if (stream.ReadAside is { } state)
                LetIn(stream, state);
            else if (stream != reading?.Stream && (stream.IsAside = isWorthIt && Suits(stream)))
                next ??= stream;
        }
        if (reading is null && next is not null)
            Begin(next, open);
        if (reading is not null)
            reading.Threads = running.All(stream => stream.IsAside) ? allThreads : ownThreads;
    }

    public void Dispose() => reading?.Dispose();

    static bool Suits(DecodingStream stream) =>
        stream.IsReading && !stream.IsReadInBatch && stream.Pending >= LeastTokens && !stream.Generation.Request.ScoresPrompt;

    void TakeOver()
    {
        if (reading is not { } over)
            return;
        if (over.Stream.IsOver)
            over.Stop();
        if (!over.IsOver)
            return;
        reading = null;
        over.Stream.IsAside = false;
        if (over.Stream.IsOver || over.TakeState() is not { } state)
            over.Stream.IsReadInBatch = true;
        else
            over.Stream.ReadAside = state;
        over.Dispose();
    }

    void Begin(DecodingStream stream, Func<LlamaContextParams, DecodeContext> opener)
    {
        try
        {
            reading = new PromptReading(stream, stream.Computed > 0 ? context.Save(stream.Slot, stream.Computed) : null, settings, opener, ownThreads, WhenRead);
        }
        catch (Exception problem) when (problem is EngineException or OutOfMemoryException)
        {
            (stream.IsAside, stream.IsReadInBatch) = (false, true); // no memory for a copy or a thread: the batch needs neither
        }
    }

    // One that finds no room stays aside until others have ended.
    void LetIn(DecodingStream stream, SequenceState state)
    {
        memory.Empty(stream); // what it shared is in the state too
        stream.IsAside = !memory.MakeFree(state.Tokens);
        if (stream.IsAside)
            return;
        stream.ReadAside = null;
        stream.IsReadInBatch = !memory.TryPut(stream, state);
        Count += stream.IsReadInBatch ? 0 : 1;
        state.Dispose();
    }
}
