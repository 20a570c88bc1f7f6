namespace Sluice.Bench.Requests;

/// <summary>Where the requests of a level come from. Each is drawn once and sent once: a repeated prompt would be found in a cache.</summary>
public abstract class RequestSource
{
    /// <summary>The next request; null when there are no more. Called from one place at a time, before the request's clock starts.</summary>
    public abstract RequestDraft? Next();

    /// <summary>A request to warm up with, which is not measured; by default the next one.</summary>
    public virtual RequestDraft? NextWarmUp() => Next();
}
