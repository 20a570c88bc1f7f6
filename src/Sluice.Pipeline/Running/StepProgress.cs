namespace Sluice.Pipeline.Running;

/// <summary>One step of a run at one moment: records it answered and gave up, calls it made.</summary>
public sealed record StepProgress(string Step, RunProgress Progress);
