namespace Sluice.Schema.Benchmark;

/// <summary>What became of one schema.</summary>
public enum CaseOutcome
{
    /// <summary>All documents were judged rightly; for a schema without any, those that were made for it, as the validator judges them.</summary>
    Passing,

    /// <summary>The machine does not take the schema: honest, but no pass.</summary>
    Refused,

    /// <summary>A valid document was refused or an invalid one let through.</summary>
    Wrong,

    /// <summary>An error that nobody expected.</summary>
    Crashed,

    TimedOut,
}
