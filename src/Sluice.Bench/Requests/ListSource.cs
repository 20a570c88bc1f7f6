namespace Sluice.Bench.Requests;

/// <summary>Requests that the caller made, in order; optionally from the beginning again, each round marked so that its prompts are new.</summary>
/// <param name="again">Makes a request of an earlier round new; null ends after the last one.</param>
public sealed class ListSource(IReadOnlyList<RequestDraft> drafts, Func<RequestDraft, int, RequestDraft>? again) : RequestSource
{
    int _next;

    public override RequestDraft? Next()
    {
        if (drafts.Count == 0) return null;
        var (round, at) = Math.DivRem(_next++, drafts.Count);
        return round == 0 ? drafts[at] : again?.Invoke(drafts[at], round);
    }
}
