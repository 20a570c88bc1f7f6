namespace Sluice.Engine.Batching;

/// <summary>
/// Which finished streams are kept, and how much of each. Cells that nobody uses cost every running stream time: on a
/// CPU, with a model of 135M weights, 1,000 of them slow a token by about a tenth. So beginnings that several prompts
/// had are kept until room is needed, and their tails only when conversations are seen to go on.
/// </summary>
internal sealed class KeptPrefixes(int maxCount, int maxTokens)
{
    const int MinProven = 8;         // tokens; templates alone make shorter beginnings equal
    const int LooseTails = 256;      // tokens of tails kept on the chance that the conversation goes on
    const int ConversationMemory = 256; // requests for which one that went on speaks for others

    readonly List<KeptPrefix> prefixes = [];
    int conversational;

    public int Count => prefixes.Count;

    /// <summary>The kept stream with the longest beginning of these tokens; null when none has any.</summary>
    public (KeptPrefix? Prefix, int Length) Find(ReadOnlySpan<int> tokens)
    {
        KeptPrefix? best = null;
        var longest = 0;
        foreach (var prefix in prefixes)
        {
            var length = tokens.CommonPrefixLength(prefix.Tokens);
            if (length > longest)
                (best, longest) = (prefix, length);
        }
        return (best, longest);
    }

    /// <summary>A prompt was admitted: what it has in common with those kept is worth keeping.</summary>
    public void Use(ReadOnlySpan<int> tokens, long step)
    {
        conversational = Math.Max(0, conversational - 1);
        foreach (var prefix in prefixes)
        {
            var length = tokens.CommonPrefixLength(prefix.Tokens);
            if (length < MinProven)
                continue;
            if (length > prefix.PromptLength)
                conversational = ConversationMemory;
            prefix.Proven = Math.Max(prefix.Proven, length);
            prefix.LastUse = step;
        }
    }

    public void Add(KeptPrefix prefix) => prefixes.Add(prefix);

    /// <summary>What has to go now, oldest first: whole prefixes (true) or only their tails (false).</summary>
    public IEnumerable<(KeptPrefix Prefix, bool Whole)> Surplus()
    {
        while (prefixes.Count > maxCount || (prefixes.Count > 1 && prefixes.Sum(prefix => (long)prefix.Tokens.Length) > maxTokens))
            yield return (TakeOldest()!, true);

        var tails = prefixes.Sum(prefix => prefix.Tail);
        var allowed = conversational > 0 ? maxTokens : LooseTails;
        // The newest keeps its tail, however long: a single conversation always goes on from where it was.
        foreach (var prefix in prefixes.SkipLast(1).Where(prefix => prefix.Tail > 0).OrderBy(prefix => prefix.LastUse).ToArray())
        {
            if (tails <= allowed)
                break;
            tails -= prefix.Tail;
            if (IsCovered(prefix))
                prefixes.Remove(prefix);
            yield return (prefix, !prefixes.Contains(prefix));
        }
    }

    /// <summary>Takes out the longest unused one; null when none is left.</summary>
    public KeptPrefix? TakeOldest(KeptPrefix? except = null)
    {
        var oldest = prefixes.Where(prefix => prefix != except).MinBy(prefix => prefix.LastUse);
        if (oldest is not null)
            prefixes.Remove(oldest);
        return oldest;
    }

    // Another one has all of it that is worth keeping.
    bool IsCovered(KeptPrefix prefix) =>
        prefix.Proven < MinProven
        || prefixes.Any(other => other != prefix && prefix.Tokens.AsSpan(0, prefix.Proven).CommonPrefixLength(other.Tokens) == prefix.Proven);
}
