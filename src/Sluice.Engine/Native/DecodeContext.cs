using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary>One <c>llama_context</c> with its KV pool and the batch of the next step. Not thread-safe: one thread drives it.</summary>
internal sealed unsafe class DecodeContext : IDisposable
{
    readonly int vocabularySize;
    readonly int capacity;
    nint context;
    nint memory;
    LlamaBatch batch;
    void* block;

    /// <param name="model">A loaded model.</param>
    /// <param name="settings">Pool, limits, threads.</param>
    /// <param name="vocabularySize">Scores of a token.</param>
    /// <param name="needsMemory">Whether sequences go on from step to step, as answers do and texts to be embedded do not.</param>
    public DecodeContext(nint model, LlamaContextParams settings, int vocabularySize, bool needsMemory = true)
    {
        this.vocabularySize = vocabularySize;
        capacity = (int)settings.BatchTokens;
        NativeLog.TakeLines();
        context = Llama.CreateContext(model, settings);
        if (context == 0)
            throw new EngineException($"llama.cpp could not set up a context of {settings.ContextTokens} tokens; ask for a smaller one. {NativeLog.TakeLines()}".TrimEnd());
        memory = Llama.GetMemory(context);
        if (memory == 0 && needsMemory)
        {
            Dispose();
            throw new EngineException("This model keeps no KV memory, so it cannot write answers (an embedding model?).");
        }
        AllocateBatch();
    }

    /// <summary>Whether sequences leave anything behind that the next step could see.</summary>
    public bool HasMemory => memory != 0;

    /// <summary>Cells of the KV pool, as llama.cpp rounded them.</summary>
    public int ContextTokens => (int)Llama.ContextSize(context);

    /// <summary>Tokens that one step can take.</summary>
    public int BatchCapacity => capacity;

    public int BatchCount => batch.TokenCount;

    public void ClearBatch() => batch.TokenCount = 0;

    /// <summary>Adds a token to the next step; the index is what <see cref="Logits"/> asks for.</summary>
    public int Add(int token, int position, int sequence, bool wantsLogits)
    {
        var index = batch.TokenCount++;
        batch.Tokens[index] = token;
        batch.Positions[index] = position;
        batch.SequenceCounts[index] = 1;
        *batch.SequenceIds[index] = sequence;
        batch.WantsLogits[index] = wantsLogits ? (sbyte)1 : (sbyte)0;
        return index;
    }

    /// <summary>Sets how many threads compute a step of one token, and how many one of several.</summary>
    public void SetThreads(int single, int several) => Llama.SetThreads(context, single, several);

    /// <summary>Runs the step to its end. 0 done, 1 no place in the KV pool (nothing changed), negative: broken.</summary>
    public int Decode()
    {
        var outcome = Llama.Decode(context, batch);
        Llama.Synchronize(context); // a GPU may be at it still, and what a step takes is measured
        return outcome;
    }

    /// <summary>The scores of every token of the vocabulary after the batch's token at that index; valid until the next step, free to be overwritten.</summary>
    public Span<float> Logits(int index)
    {
        var logits = Llama.GetLogits(context, index);
        return logits == null
            ? throw new EngineException($"llama.cpp gave no scores for token {index} of a step. {NativeLog.TakeLines()}".TrimEnd())
            : new Span<float>(logits, vocabularySize);
    }

    /// <summary>The vector of a sequence after a step of a context with embeddings; valid until the next one.</summary>
    public ReadOnlySpan<float> Pooled(int sequence, int dimensions)
    {
        var vector = Llama.GetPooled(context, sequence);
        return vector == null
            ? throw new EngineException($"llama.cpp gave no vector for text {sequence} of a step. {NativeLog.TakeLines()}".TrimEnd())
            : new ReadOnlySpan<float>(vector, dimensions);
    }

    /// <summary>Forgets a sequence from a position on. False when this kind of memory cannot cut a sequence there.</summary>
    public bool Remove(int sequence, int from = 0) => Llama.RemoveSequence(memory, sequence, from, -1) != 0;

    /// <summary>Lets a sequence share the first tokens of another; no tokens are computed or copied.</summary>
    public void Share(int source, int target, int tokens) => Llama.CopySequence(memory, source, target, 0, tokens);

    /// <summary>A copy of what a sequence left in the pool.</summary>
    /// <param name="sequence">It has so many tokens.</param>
    /// <param name="tokens">All of them.</param>
    public SequenceState Save(int sequence, int tokens)
    {
        var state = new SequenceState(Llama.SequenceStateSize(context, sequence), tokens);
        if (Llama.SaveSequence(context, state.Start, state.Length, sequence) > 0)
            return state;
        state.Dispose();
        throw new EngineException($"llama.cpp could not copy {tokens} tokens out of its KV pool. {NativeLog.TakeLines()}".TrimEnd());
    }

    /// <summary>Puts a copy in place of a sequence; false, with the sequence empty, when there is no room for it.</summary>
    public bool Load(int sequence, SequenceState state)
    {
        if (Llama.LoadSequence(context, state.Start, state.Length, sequence) > 0)
            return true;
        Remove(sequence);
        return false;
    }

    public void ForgetAll() => Llama.ClearMemory(memory, 0);

    public void Dispose()
    {
        if (context != 0)
            Llama.FreeContext(context);
        NativeMemory.Free(block);
        context = memory = 0;
        block = null;
        batch = default;
    }

    void AllocateBatch()
    {
        // One block for the five arrays of the batch and the sequence ids they point to.
        var perToken = sizeof(int*) + 4 * sizeof(int) + sizeof(sbyte);
        block = NativeMemory.AllocZeroed((nuint)capacity, (nuint)perToken);
        batch.SequenceIds = (int**)block;
        batch.Tokens = (int*)(batch.SequenceIds + capacity);
        batch.Positions = batch.Tokens + capacity;
        batch.SequenceCounts = batch.Positions + capacity;
        var ids = batch.SequenceCounts + capacity;
        batch.WantsLogits = (sbyte*)(ids + capacity);
        for (var i = 0; i < capacity; i++)
            batch.SequenceIds[i] = ids + i;
    }
}
