namespace Sluice.Pipeline.Concurrency;

/// <summary>How long a call takes at one level, by its work.</summary>
/// <param name="Fixed">Seconds that each takes: waiting, reading the prompt.</param>
/// <param name="PerWork">Seconds for each unit of work.</param>
/// <param name="Lost">Seconds spent on calls without an accepted answer, for each accepted one.</param>
internal readonly record struct CallTime(double Fixed, double PerWork, double Lost)
{
    /// <summary>Work per second of a call, where an answer has so much work.</summary>
    public double PerSecond(double work) => Math.Max(0, Fixed + PerWork * work) + Lost is var seconds and > 0 ? work / seconds : 0;
}
