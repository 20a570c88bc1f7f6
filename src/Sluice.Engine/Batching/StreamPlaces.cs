namespace Sluice.Engine.Batching;

/// <summary>Who has a place and who waits for one, both by arrival. Driven by the decoding thread.</summary>
internal sealed class StreamPlaces(KvMemory memory, int parallel)
{
    const int PromisedAhead = 32; // tokens for each stream to write before room can run out; else an admission is soon undone
    const int MostLookedAt = 512; // waiting streams in one go: what is further behind has its turn when these have gone

    readonly LinkedList<DecodingStream> waiting = new();
    readonly List<DecodingStream> running = [];

    public IReadOnlyList<DecodingStream> Running => running;

    public int Waiting => waiting.Count;

    public bool AreEmpty => running.Count == 0 && waiting.Count == 0;

    /// <summary>Streams that had to give their place back to an older one.</summary>
    public long Preemptions { get; private set; }

    /// <summary>Takes one that has just arrived.</summary>
    public void Enqueue(DecodingStream stream) => waiting.AddLast(stream);

    /// <summary>Takes out those whose client went away, before they had a place.</summary>
    public List<DecodingStream> TakeCancelledWaiting()
    {
        List<DecodingStream> gone = [];
        for (var node = waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsCancelled)
            {
                gone.Add(node.Value);
                waiting.Remove(node);
            }
            node = next;
        }
        return gone;
    }

    /// <summary>Gives places to those that can have one now.</summary>
    /// <param name="step">The number of the step to come.</param>
    public void Admit(long step)
    {
        // One that waits for a beginning another stream is reading holds nobody up; one that waits for room holds up
        // all after it, so that large prompts are not starved by small ones.
        var looked = 0;
        for (var node = waiting.First; node is not null && running.Count < parallel && looked++ < MostLookedAt;)
        {
            var next = node.Next;
            var stream = node.Value;
            var shares = stream.SharesPrefix;
            var match = shares ? memory.FindPrefix(stream.Tokens, running) : PrefixMatch.None;
            if (!shares || !IsBeingRead(stream, match.Length))
            {
                if (!memory.HasRoom(stream.Tokens.Length, match, Promised()))
                    return;
                waiting.Remove(node);
                memory.Start(stream, match, step);
                running.Insert(running.FindLastIndex(other => other.Arrival < stream.Arrival) + 1, stream);
            }
            node = next;
        }
    }

    /// <summary>The youngest gives its place back and reads again later; what it wrote stays.</summary>
    public void Preempt()
    {
        var youngest = running[^1];
        running.RemoveAt(running.Count - 1);
        memory.Drop(youngest);
        Preemptions++;
        var before = waiting.First;
        while (before is not null && before.Value.Arrival < youngest.Arrival)
            before = before.Next;
        if (before is null)
            waiting.AddLast(youngest);
        else
            waiting.AddBefore(before, youngest);
    }

    /// <summary>One that has a place is over; what becomes of its cells is the caller's to say.</summary>
    public void Remove(DecodingStream stream) => running.Remove(stream);

    /// <summary>Takes out all, those with a place first.</summary>
    public List<DecodingStream> TakeAll()
    {
        List<DecodingStream> all = [.. running, .. waiting];
        running.Clear();
        waiting.Clear();
        return all;
    }

    // Whether a running stream is soon going to have read more of this one's beginning than is there now. What is read aside is there
    // only when all of it was read: that is worth waiting for when it spares reading as much as half of what is waited for.
    bool IsBeingRead(DecodingStream stream, int present)
    {
        if (!memory.SharesPrefixes)
            return false;
        var wanted = stream.Tokens[..^1];
        foreach (var other in running)
        {
            var spared = other.IsReading ? wanted.CommonPrefixLength(other.Tokens) - present : 0;
            if (spared > 0 && (!other.IsAside || spared >= other.Pending / 2))
                return true;
        }
        return false;
    }

    // Cells that the running streams need for what they have not read, and a little for what they are going to write.
    int Promised()
    {
        var promised = 0;
        foreach (var stream in running)
            promised += stream.Pending + PromisedAhead;
        return promised;
    }
}
