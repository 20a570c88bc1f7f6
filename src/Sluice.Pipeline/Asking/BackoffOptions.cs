namespace Sluice.Pipeline.Asking;

/// <summary>How a run waits for a server that is away or full.</summary>
public sealed record BackoffOptions
{
    /// <summary>The first pause; each further one of a record is twice as long.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause, unless the server asks for a longer one.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A run that was not reached by its servers for so long at its start stops and says why: a wrong address should not look like a slow start.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pauses are up to half longer or shorter, so that calls that failed together do not come back together; the seed makes that repeatable.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The pause before the nth further try.</summary>
    internal TimeSpan PauseBefore(int nth, Random random)
    {
        var doubled = First * Math.Pow(2, Math.Min(nth, 30) - 1);
        return (doubled < Longest ? doubled : Longest) * (0.5 + random.NextDouble());
    }
}
