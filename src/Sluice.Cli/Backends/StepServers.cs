using Sluice.Pipeline;
using Sluice.Pipeline.Configuration;

namespace Sluice.Cli.Backends;

/// <summary>Who answers each step of a pipeline, opened. Steps that ask the same backends share them: an engine is started once.</summary>
internal sealed class StepServers : IAsyncDisposable
{
    private readonly List<(IReadOnlyList<BackendPlan> Plans, OpenBackends Backends)> opened = [];
    private readonly Dictionary<string, OpenBackends> byStep = new(StringComparer.Ordinal);

    private StepServers()
    {
    }

    /// <summary>By the name of the step, as the next.</summary>
    public IReadOnlyDictionary<string, OpenBackends> ByStep => byStep;

    public IReadOnlyDictionary<string, IReadOnlyList<StepBackend>> Backends => byStep.ToDictionary(pair => pair.Key, pair => pair.Value.Steps, StringComparer.Ordinal);

    /// <summary>A sentence for each backend that could not be reached yet.</summary>
    public IEnumerable<string> Away => opened.SelectMany(open => open.Backends.Away).Distinct(StringComparer.Ordinal);

    public OpenBackends Of(StepSpec step) => byStep[step.Name];

    /// <param name="planOf">The plans for a step.</param>
    /// <param name="concurrency">Calls in flight, where the command line says so.</param>
    /// <param name="mayBeAway">Whether servers may be out of reach, since nothing is asked.</param>
    public static async Task<StepServers> OpenAsync(PipelineSpec spec, Func<StepSpec, IReadOnlyList<BackendPlan>> planOf, int? concurrency, CancellationToken ct, bool mayBeAway = false)
    {
        // All are held against the configuration before the first is started.
        (StepSpec Step, IReadOnlyList<BackendPlan> Plans)[] steps = [.. spec.Steps.Select(step => (step, planOf(step)))];
        var servers = new StepServers();
        try
        {
            foreach ((StepSpec step, IReadOnlyList<BackendPlan> plans) in steps) servers.byStep[step.Name] = await servers.OpenAsync(plans, concurrency, mayBeAway, ct);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>The pipeline with no step making more calls than its embedded engines decode together: more would only wait.</summary>
    public PipelineSpec Fit(PipelineSpec spec) => spec with
    {
        Steps = [.. spec.Steps.Select(step => step with { Concurrency = (step.Concurrency ?? spec.Concurrency).AtMost(Of(step).Parallel ?? int.MaxValue) })],
    };

    public async ValueTask DisposeAsync()
    {
        foreach ((_, OpenBackends backends) in opened) await backends.DisposeAsync();
    }

    private async Task<OpenBackends> OpenAsync(IReadOnlyList<BackendPlan> plans, int? concurrency, bool mayBeAway, CancellationToken ct)
    {
        if (opened.Find(open => open.Plans.SequenceEqual(plans)).Backends is { } same) return same;

        OpenBackends backends = await OpenBackends.OpenAsync(plans, [.. opened.Select(open => open.Backends)], concurrency, ct, mayBeAway);
        opened.Add((plans, backends));
        return backends;
    }
}
