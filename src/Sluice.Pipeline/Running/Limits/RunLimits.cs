using Sluice.Pipeline.Configuration;

namespace Sluice.Pipeline.Running.Limits;

/// <summary>What makes a run pause itself. One for all its steps.</summary>
internal sealed class RunLimits : IDisposable
{
    /// <param name="spec">What the pipeline file says.</param>
    /// <param name="options">What the command line says.</param>
    public RunLimits(LimitsSpec spec, RunOptions options, RunStop stop, TimeProvider time)
    {
        Silence = new SilenceLimit(options.Silence ?? spec.NoAnswer, stop, time);
        Failures = new FailureLimit(options.KeepGoing ? null : spec.Failures, spec.Outcomes, stop);
        Spending = new SpendingLimit(spec, stop);
    }

    public SilenceLimit Silence { get; }

    public FailureLimit Failures { get; }

    public SpendingLimit Spending { get; }

    public void Dispose() => Silence.Dispose();
}
