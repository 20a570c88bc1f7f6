using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>How long a record pauses before it is asked about again.</summary>
internal sealed class RetryPauses(BackoffOptions options)
{
    readonly Lock gate = new();
    readonly Random random = new(options.Seed);

    /// <summary>Doubles with each failure of one kind and is spread by half; at least as long as the server asked for.</summary>
    public TimeSpan After(Failure failure, int nth)
    {
        lock (gate)
        {
            var pause = options.PauseBefore(nth, random);
            return failure.RetryAfter is { } asked && asked > pause ? asked : pause;
        }
    }
}
