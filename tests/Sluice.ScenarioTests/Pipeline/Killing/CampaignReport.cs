namespace Sluice.ScenarioTests.Pipeline.Killing;

/// <summary>What a campaign found, by the store and by the server's own ledger.</summary>
sealed record CampaignReport
{
    public required int Records { get; init; }

    /// <summary>By point.</summary>
    public required IReadOnlyDictionary<KillPoint, int> Kills { get; init; }

    /// <summary>Keys with exactly one accepted answer.</summary>
    public required int Answered { get; init; }

    /// <summary>Keys given up, without an answer.</summary>
    public required int DeadLetters { get; init; }

    /// <summary>Calls that the server got.</summary>
    public required int Calls { get; init; }

    /// <summary>Attempts in the journal that brought no answer.</summary>
    public required int Retries { get; init; }

    /// <summary>Calls about a record whose answer was durable when they were made; must be 0.</summary>
    public required int PaidTwice { get; init; }

    /// <summary>Calls at once.</summary>
    public required int InFlight { get; init; }

    /// <summary>What is not as it must be; empty when all is.</summary>
    public required IReadOnlyList<string> Wrong { get; init; }

    public int KillCount => Kills.Values.Sum();

    /// <summary>The most calls that the promise allows.</summary>
    public int MostCalls => Records + Retries + (KillCount * InFlight);
}
