namespace Sluice.Pipeline.Storage;

/// <summary>A run's step as the store knows it.</summary>
/// <param name="IsNew">Whether it was begun just now: nothing is answered under this configuration.</param>
/// <param name="RunIsNew">Whether the run was: nothing is known of its records at all.</param>
public sealed record StoredStep(long RunId, long StepId, bool IsNew, bool RunIsNew);
