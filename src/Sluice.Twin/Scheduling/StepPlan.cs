namespace Sluice.Twin.Scheduling;

/// <summary>What the scheduler decided for the next stretch: one step, or several equal decode steps taken at once.</summary>
/// <param name="Steps">1 unless the stretch is pure decode.</param>
/// <param name="Seconds">Of the whole stretch.</param>
/// <param name="Scheduled">The first so many running sequences take part.</param>
/// <param name="Decodes">Of them, how many decode.</param>
/// <param name="Prefill">Prompt tokens computed.</param>
public readonly record struct StepPlan(int Steps, double Seconds, int Scheduled, int Decodes, int Prefill);
