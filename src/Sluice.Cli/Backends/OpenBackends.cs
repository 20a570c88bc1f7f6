using Sluice.Cli.Configuration;
using Sluice.Pipeline;

namespace Sluice.Cli.Backends;

/// <summary>The backends of one model, open together. Disposing them stops the engines among them.</summary>
internal sealed class OpenBackends : IAsyncDisposable
{
    private readonly List<OpenBackend> all = [];

    private OpenBackends()
    {
    }

    public IReadOnlyList<OpenBackend> All => all;

    public OpenBackend First => all[0];

    public IReadOnlyList<StepBackend> Steps => [.. all.Select(backend => backend.Step)];

    /// <summary>What the backends call the model; each name once.</summary>
    public string Model => string.Join(", ", all.Select(backend => backend.Step.Model).Distinct());

    /// <summary>For people.</summary>
    public string Shown => string.Join(", ", all.Select(backend => backend.Shown));

    /// <summary>A sentence for each backend that could not be reached yet.</summary>
    public IEnumerable<string> Away => all.Select(backend => backend.Away).OfType<string>();

    /// <summary>Calls that embedded engines answer at the same time; null when a server is among the backends.</summary>
    public int? Parallel => all.TrueForAll(backend => backend.Parallel is not null) ? all.Sum(backend => backend.Parallel) : null;

    /// <summary>Opens each plan. Of several, one that is out of reach may come back when its model is named outright; one alone must be there.</summary>
    /// <param name="mayBeAway">Whether any of them may be out of reach, since nothing is asked.</param>
    /// <param name="earlier">Opened before, for other steps: an engine of theirs is used again and stays theirs.</param>
    public static async Task<OpenBackends> OpenAsync(IReadOnlyList<BackendPlan> plans, IReadOnlyList<OpenBackends> earlier, int? concurrency, CancellationToken ct, bool mayBeAway = false)
    {
        var open = new OpenBackends();
        try
        {
            foreach (BackendPlan plan in plans)
            {
                OpenBackend? running = plan.Config is BackendConfig.Embedded ? earlier.Append(open).SelectMany(other => other.all).FirstOrDefault(other => other.Config == plan.Config) : null;
                open.all.Add(await OpenBackend.OpenAsync(plan, concurrency, ct, mayBeAway || (plans.Count > 1 && plan.Wanted is not null), running));
            }

            return open;
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (OpenBackend backend in all) await backend.DisposeAsync();
    }
}
