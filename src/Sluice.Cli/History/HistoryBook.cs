using System.Globalization;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.History;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Cli.History;

/// <summary>A run store opened by a command that looks back, with the runs, steps and records that people name.</summary>
internal sealed class HistoryBook : IDisposable
{
    private const int MostNamed = 8; // ids in a message

    private readonly string command, storePath;
    private readonly Terminal terminal;

    private HistoryBook(string command, string storePath, Terminal terminal, SqliteRunHistory history) =>
        (this.command, this.storePath, this.terminal, History) = (command, storePath, terminal, history);

    public SqliteRunHistory History { get; }

    /// <param name="command">For messages.</param>
    /// <param name="store">As typed; null takes the default.</param>
    public static HistoryBook Open(string command, string? store, Terminal terminal)
    {
        string path = terminal.Opened(store ?? RunOptions.DefaultStorePath);
        return new HistoryBook(command, path, terminal, Reporting(command, () => SqliteRunHistory.Open(path)));
    }

    /// <summary>Turns what a store reports into the command's problem.</summary>
    public static T Reporting<T>(string command, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (StoreException problem)
        {
            throw new CouldNotRunException(command, problem.Message);
        }
    }

    /// <param name="typed">A run's number, its name, or its pipeline file.</param>
    public StoredRun Run(string typed)
    {
        IReadOnlyList<StoredRun> runs = Reporting(command, History.Runs);
        string path = terminal.Opened(typed);
        StoredRun? found = runs.FirstOrDefault(run => run.Name == typed)
            ?? runs.FirstOrDefault(run => run.Id.ToString(CultureInfo.InvariantCulture) == typed)
            ?? runs.FirstOrDefault(run => run.Path == path);
        if (found is not null) return found;

        string store = terminal.Shown(storePath);
        throw runs.Count == 0
            ? new CouldNotRunException(command, $"there is no run '{typed}': the store {store} has none yet")
            : new CouldNotRunException(command, $"there is no run '{typed}' in {store}{Nearest.Hint(typed, runs.Select(run => run.Name))}", Listed(runs.Select(run => $"{run.Id} ({run.Name})")));
    }

    /// <summary>The configurations that are looked at: of each step the one used last, or the one that was named.</summary>
    /// <param name="step">Name of a step; null for all.</param>
    /// <param name="config">Beginning of a configuration's hash; null for those used last.</param>
    public IReadOnlyList<StepHistory> Steps(StoredRun run, string? step, string? config)
    {
        IReadOnlyList<StepHistory> all = Reporting(command, () => History.Steps(run));
        IReadOnlyList<StepHistory> named = step is null ? all : [.. all.Where(one => one.Name == step)];
        if (step is not null && named.Count == 0)
            throw new CouldNotRunException(command, $"the run has no step '{step}'{Nearest.Hint(step, all.Select(one => one.Name))}", Listed(all.Select(one => one.Name).Distinct()));
        if (config is null) return Latest(named);

        IReadOnlyList<StepHistory> chosen = [.. named.Where(one => one.ConfigHash.StartsWith(config, StringComparison.OrdinalIgnoreCase))];
        return chosen.Count > 0 ? chosen : throw new CouldNotRunException(command, $"the run has no configuration '{config}'", Listed(named.Select(one => ShortHash(one.ConfigHash))));
    }

    /// <summary>The steps that the run had when it was worked on last, in their order, as they were configured then: those were opened at one moment.</summary>
    public IReadOnlyList<StepHistory> LastSteps(StoredRun run) =>
        AllSteps(run) is [var newest, ..] all ? [.. all.TakeWhile(step => step.UsedAt == newest.UsedAt).Reverse()] : [];

    /// <summary>Every configuration of every step.</summary>
    public IReadOnlyList<StepHistory> AllSteps(StoredRun run) => Reporting(command, () => History.Steps(run));

    /// <summary>As <see cref="Steps"/>, where there must be one.</summary>
    public StepHistory Step(StoredRun run, string? step, string? config) => Steps(run, step, config) switch
    {
        [var one] => one,
        [] => throw new CouldNotRunException(command, $"the run '{run.Name}' has no step yet"),
        var several => throw new CouldNotRunException(command, $"the run has several steps; say which: --step", Listed(several.Select(one => one.Name))),
    };

    public RecordHistory Record(StoredRun run, string key)
    {
        if (Reporting(command, () => History.Record(run, key)) is { } record) return record;

        IReadOnlyList<string> near = History.KeysLike(run, key, MostNamed);
        throw new CouldNotRunException(command, $"the run '{run.Name}' has no record '{key}'{Nearest.Hint(key, near)}", near.Count == 0 ? null : $"ids such as {string.Join(", ", near)}");
    }

    /// <summary>Of each step the configuration used last.</summary>
    public static IReadOnlyList<StepHistory> Latest(IReadOnlyList<StepHistory> steps) => [.. steps.GroupBy(step => step.Name).Select(group => group.First()).Reverse()];

    public static string ShortHash(string hash) => hash[..16];

    /// <summary>In one word: how the run's last invocation ended.</summary>
    public string StateOf(StoredRun run) => run.Last switch
    {
        null => "unknown",
        { Ending: { } ending } => ending,
        _ => History.IsGoingOn(run) ? "running" : "killed",
    };

    public void Dispose() => History.Dispose();

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(MostNamed)) + (all.Length > MostNamed ? $" and {all.Length - MostNamed} more" : "");
    }
}
