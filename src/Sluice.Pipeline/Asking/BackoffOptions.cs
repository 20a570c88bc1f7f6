namespace Sluice.Pipeline.Asking;

/// <summary>How a run waits for a server that is away or full.</summary>
public sealed record BackoffOptions
{
    /// <summary>The first pause; each further one of a record is twice as long.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause, unless the server asks for a longer one.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A run that has heard nothing useful from its server for so long stops and says why.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same before the server was reached for the first time: a wrong address should not look like a slow start.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pauses are up to half longer or shorter, so that calls that failed together do not come back together; the seed makes that repeatable.</summary>
    public int Seed { get; init; } = 1;
}
