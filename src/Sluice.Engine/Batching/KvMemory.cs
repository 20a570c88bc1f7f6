using Sluice.Engine.Native;

namespace Sluice.Engine.Batching;

/// <summary>Who holds what in the KV pool: running streams, and finished ones kept for their beginnings. Driven by the decoding thread.</summary>
internal sealed class KvMemory
{
    readonly DecodeContext context;
    readonly KvPool pool;
    readonly Stack<int> freeSlots;
    readonly KeptPrefixes kept;

    public KvMemory(DecodeContext context, int sequences, int maxKept, bool sharesPrefixes)
    {
        this.context = context;
        SharesPrefixes = sharesPrefixes;
        pool = new KvPool(context.ContextTokens);
        kept = new KeptPrefixes(maxKept, pool.Capacity / 2);
        freeSlots = new Stack<int>(Enumerable.Range(0, sequences).Reverse());
    }

    /// <summary>Whether beginnings are shared at all.</summary>
    public bool SharesPrefixes { get; }

    public int Capacity => pool.Capacity;

    public int Used => pool.Capacity - pool.Free;

    public int Free => pool.Free;

    public int KeptCount => kept.Count;

    /// <summary>The longest beginning of these tokens that was read already. The last token is always read anew, for its scores.</summary>
    public PrefixMatch FindPrefix(ReadOnlySpan<int> tokens, IReadOnlyList<DecodingStream> running)
    {
        if (!SharesPrefixes)
            return PrefixMatch.None;
        var wanted = tokens[..^1];
        var best = kept.Find(wanted) is (not null and var prefix, var common) ? new PrefixMatch(common, prefix.Slot, prefix, null) : PrefixMatch.None;
        foreach (var candidate in running)
        {
            var length = wanted.CommonPrefixLength(candidate.Tokens[..candidate.Computed]);
            if (length > best.Length)
                best = new PrefixMatch(length, candidate.Slot, null, candidate);
        }
        return best;
    }

    /// <summary>Whether a prompt would find room for all its tokens, with some to spare for the answers being written.</summary>
    /// <param name="tokens">Its length.</param>
    /// <param name="match">What of it is there.</param>
    /// <param name="promised">Cells that running streams are going to need.</param>
    public bool HasRoom(int tokens, PrefixMatch match, int promised) =>
        pool.HeldByRunning + pool.CountNotRunning(match.Cells) + (tokens - match.Length) + promised <= pool.Capacity;

    /// <summary>Gives a stream its place and the beginning that is there already.</summary>
    public void Start(DecodingStream stream, PrefixMatch match, long step)
    {
        if (freeSlots.Count == 0)
            Forget(kept.TakeOldest(except: match.Kept)!);
        var slot = freeSlots.Pop();
        if (match.Length > 0)
        {
            context.Share(match.Slot, slot, match.Length);
            pool.Share(match.Cells, stream.Cells);
        }
        kept.Use(stream.Tokens, step);
        stream.Start(slot, match.Length);
        TrimKept();
    }

    /// <summary>Makes so many cells free by forgetting kept prefixes, oldest first. False when that is not enough.</summary>
    public bool MakeFree(int cells)
    {
        while (pool.Free < cells && kept.TakeOldest() is { } oldest)
            Forget(oldest);
        return pool.Free >= cells;
    }

    /// <summary>Takes cells for tokens of the next step.</summary>
    public void Take(DecodingStream stream, int count) => pool.Take(stream.Cells, count);

    /// <summary>Gives a stream the cells of a prompt that was read aside; it has none, and they are free. False when llama.cpp finds no place for them.</summary>
    public bool TryPut(DecodingStream stream, SequenceState state)
    {
        if (!context.Load(stream.Slot, state))
            return false;
        pool.Take(stream.Cells, state.Tokens);
        return true;
    }

    /// <summary>Lets go of what a stream has, which keeps its place.</summary>
    public void Empty(DecodingStream stream)
    {
        context.Remove(stream.Slot);
        pool.Release(stream.Cells);
    }

    /// <summary>Undoes <see cref="Take"/> for a step that did not happen.</summary>
    public void GiveBack(DecodingStream stream, int count)
    {
        var from = stream.Cells.Count - count;
        var taken = stream.Cells.GetRange(from, count);
        stream.Cells.RemoveRange(from, count);
        pool.Release(taken);
    }

    /// <summary>The stream loses its place and all it held.</summary>
    public void Drop(DecodingStream stream)
    {
        context.Remove(stream.Slot);
        pool.Release(stream.Cells);
        freeSlots.Push(stream.Slot);
        stream.Leave();
    }

    /// <summary>The stream is over; what it read stays for others with the same beginning.</summary>
    public void Keep(DecodingStream stream, long step)
    {
        if (!SharesPrefixes || stream.Computed == 0)
        {
            Drop(stream);
            return;
        }
        var prefix = new KeptPrefix(stream.Slot, stream.Tokens[..stream.Computed].ToArray(), [.. stream.Cells], stream.PromptLength, stream.Shared) { LastUse = step };
        pool.Keep(prefix.Cells);
        kept.Add(prefix);
        stream.Cells.Clear();
        stream.Leave();
        TrimKept();
    }

    /// <summary>Empties the pool after a step that broke. The running streams are dropped by their owner.</summary>
    public void ForgetKept()
    {
        while (kept.TakeOldest() is { } oldest)
            Forget(oldest);
    }

    void TrimKept()
    {
        foreach (var (prefix, whole) in kept.Surplus())
        {
            if (whole)
            {
                Forget(prefix);
                continue;
            }
            context.Remove(prefix.Slot, from: prefix.Proven);
            pool.Forget(prefix.CutTail());
        }
    }

    void Forget(KeptPrefix prefix)
    {
        context.Remove(prefix.Slot);
        pool.Forget(prefix.Cells);
        freeSlots.Push(prefix.Slot);
    }
}
