namespace Sluice.Pipeline.Running;

/// <summary>
/// Estimates what cutting doomed answers saved: to its end, such an answer would have had as many tokens as accepted ones have on average. A
/// server does not count the tokens of a stream that was cut, so those written are taken from its bytes, at the rate of accepted answers.
/// </summary>
internal sealed class CutMeter
{
    readonly List<long> waiting = []; // bytes of answers cut before there was an accepted one to compare with
    long accepted, acceptedTokens, acceptedBytes;
    double saved;

    public long Count { get; private set; }

    /// <summary>Null while no answer was accepted, so that nothing is known.</summary>
    public long? SavedTokens => acceptedBytes == 0 ? null : (long)Math.Round(saved);

    public void Accepted(long tokens, long bytes)
    {
        accepted++;
        acceptedTokens += tokens;
        acceptedBytes += bytes;
        foreach (var cut in waiting) saved += SavedBy(cut);
        waiting.Clear();
    }

    public void Cut(long bytes)
    {
        Count++;
        if (acceptedBytes == 0) waiting.Add(bytes);
        else saved += SavedBy(bytes);
    }

    double SavedBy(long bytes) => Math.Max(0, (double)acceptedTokens / accepted - (double)bytes * acceptedTokens / acceptedBytes);
}
