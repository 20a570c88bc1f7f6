namespace Sluice.Pipeline.Storage;

/// <summary>Work on a run that has begun.</summary>
/// <param name="Id">Ends it.</param>
/// <param name="ContinuesSince">When the work that it goes on with began: the first invocation after the last one that came to its end. Null when there is none.</param>
public sealed record BegunInvocation(long Id, DateTimeOffset? ContinuesSince);
