namespace Sluice.Bench.Requests;

/// <summary>Made prompts of the lengths of a trace, in its order.</summary>
/// <param name="made">Makes the source of one length, with a first number of its own.</param>
public sealed class TraceSource(TraceFile trace, Func<TraceEntry, int, RequestSource> made) : RequestSource
{
    int _next;
    int _warmUps;

    public override RequestDraft? Next() => _next < trace.Entries.Count ? made(trace.Entries[_next], _next++).Next() : null;

    /// <summary>As long as one of the trace, and none of the trace's own: all of those are measured, each at its time.</summary>
    public override RequestDraft? NextWarmUp() => made(trace.Entries[_warmUps % trace.Entries.Count], trace.Entries.Count + _warmUps++).Next();
}
