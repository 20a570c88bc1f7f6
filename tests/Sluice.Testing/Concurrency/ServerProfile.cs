namespace Sluice.Testing.Concurrency;

/// <summary>A kind of server that concurrency has to be found for, with the records that are asked there.</summary>
/// <param name="NewServer">A fresh one for each run.</param>
public sealed record ServerProfile(string Name, Func<VirtualServer> NewServer)
{
    /// <summary>Draws the lengths of the answers.</summary>
    public int Seed { get; init; } = 20261121;

    /// <summary>Others on the same server.</summary>
    public IReadOnlyList<SecondTenant> Tenants { get; init; } = [];

    public Restart? Restart { get; init; }

    public Pace? Pace { get; init; }

    public AnswerLengths? Answers { get; init; }

    /// <summary>Tokens of each prompt.</summary>
    public int Prompt { get; init; } = 1500;

    /// <summary>Seconds before the first work.</summary>
    public double ColdSeconds { get; init; }

    /// <summary>Seconds that a refusal asks for.</summary>
    public double RetryAfter { get; init; }

    /// <summary>Whether the level is not expected to settle: calls are so unequal, or records change so much on the way, that it is known to some per cent only.</summary>
    public bool IsNoisy { get; init; }

    /// <summary>The share of the best fixed setting's rate that is reached; less than the goal of 0.95 where the run is over in minutes, or a rate is known to some per cent only.</summary>
    public double LeastShare { get; init; } = 0.95;

    /// <summary>From which level on the rest of them show nothing new; a fixed setting far beyond what a server takes is refused millions of times.</summary>
    public int MostUseful { get; init; } = int.MaxValue;

    /// <summary>When the server is what it stays, as a share of the answers; settling is counted from there.</summary>
    public double LastChange => Tenants.Select(tenant => tenant.Until < 1 ? tenant.Until : tenant.From).Append(Pace?.LastChange ?? 0).Max();

    public static IReadOnlyList<ServerProfile> All => [.. KnownServers.All, .. HarderServers.All];

    public VirtualRunResult Run(Limiter limiter, int records = 20_000) =>
        new VirtualRun(NewServer(), limiter, records, Seed)
        {
            Tenants = Tenants,
            Restart = Restart,
            Pace = Pace,
            Prompt = Prompt,
            ColdSeconds = ColdSeconds,
            RetryAfter = RetryAfter,
            Answers = Answers ?? AnswerLengths.Even(400, 1000),
        }.Execute();
}
