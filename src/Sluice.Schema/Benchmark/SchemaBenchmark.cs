namespace Sluice.Schema.Benchmark;

/// <summary>Runs schemas one after the other, each within a limit of time.</summary>
public sealed class SchemaBenchmark(BenchmarkSettings settings)
{
    public IEnumerable<CaseResult> Run(IEnumerable<BenchmarkCase> cases) => cases.Select(Run);

    public CaseResult Run(BenchmarkCase item)
    {
        var trial = new CaseTrial(item, settings);
        CaseResult? result = null;
        // A trial that hangs cannot be stopped; as a background thread it ends with the process.
        var thread = new Thread(() => result = trial.Run()) { IsBackground = true, Name = item.Name };
        thread.Start();
        return thread.Join(settings.TimeLimit) ? result! : new CaseResult
        {
            Case = item,
            Outcome = CaseOutcome.TimedOut,
            Detail = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{trial.Stage}: over {settings.TimeLimit.TotalSeconds} s"),
        };
    }
}
