namespace Sluice.ScenarioTests.Pipeline.Killing;

/// <summary>Where a runner dies.</summary>
enum KillPoint
{
    /// <summary>Anywhere: it is killed from outside when the server has got a number of calls.</summary>
    AtRandom,

    /// <summary>The group is written into the journal, and not yet committed.</summary>
    BeforeCommit,

    /// <summary>The group is committed, and nobody has been told yet.</summary>
    BeforeAcknowledgement,
}
