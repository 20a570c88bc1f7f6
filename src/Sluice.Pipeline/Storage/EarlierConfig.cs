namespace Sluice.Pipeline.Storage;

/// <summary>A configuration that a step of this run had before.</summary>
/// <param name="Step">The step under it.</param>
/// <param name="Config">As in <see cref="StepIdentity.Config"/>.</param>
public sealed record EarlierConfig(StoredStep Step, string Config);
