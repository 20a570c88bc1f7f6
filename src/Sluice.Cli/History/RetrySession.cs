using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary><c>sluice retry</c>: the run's last command line once more, for the records that failed.</summary>
internal static class RetrySession
{
    private const string Command = "retry";

    /// <summary>Options of a run that choose records or the output's form, with the values they take: a retry has its own.</summary>
    private static readonly Dictionary<string, int> Dropped = new(StringComparer.Ordinal)
    {
        ["--limit"] = 1,
        ["--sample"] = 1,
        ["--seed"] = 1,
        ["--only-failed"] = 1,
        ["--set"] = 1,
        ["--store"] = 1,
        ["--json"] = 0,
        ["--quiet"] = 0,
    };

    public static async Task<int> RunAsync(RetryRequest request, Terminal terminal)
    {
        (StoredCommand command, string store) = Look(request, terminal);
        List<string> arguments = [.. WithoutDropped(command.Arguments), "--store", store, "--only-failed", request.Reasons.Count == 0 ? "all" : string.Join(',', request.Reasons)];
        foreach (string setting in request.Set) arguments.AddRange(["--set", setting]);
        if (request.Json) arguments.Add("--json");
        if (request.Quiet) arguments.Add("--quiet");
        return await CommandLine.RunAsync(arguments, terminal with { WorkingFolder = command.Folder });
    }

    private static (StoredCommand Command, string Store) Look(RetryRequest request, Terminal terminal)
    {
        using HistoryBook book = HistoryBook.Open(Command, request.Store, terminal);
        StoredRun run = book.Run(request.Run);
        if (run.Last?.Command is not { } command || command.Arguments is not ["run", ..])
            throw new CouldNotRunException(Command, $"the store does not say how the run '{run.Name}' was started", "sluice run PIPELINE.yaml --only-failed REASON");

        string[] reasons = [.. book.Steps(run, null, null).SelectMany(step => step.Failures).Select(failure => failure.Reason).Distinct()];
        foreach (string reason in request.Reasons.Where(reason => !reasons.Contains(reason)))
            throw new CouldNotRunException(Command, $"no record of the run '{run.Name}' failed as '{reason}'{Nearest.Hint(reason, reasons)}", reasons.Length == 0 ? null : string.Join(", ", reasons));
        if (reasons.Length == 0) throw new CouldNotRunException(Command, $"no record of the run '{run.Name}' failed");
        return (command, terminal.Opened(request.Store ?? RunOptions.DefaultStorePath));
    }

    private static IEnumerable<string> WithoutDropped(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (Dropped.TryGetValue(arguments[i], out int values)) i += values;
            else if (arguments[i].IndexOf('=', StringComparison.Ordinal) is var equals && (equals < 0 || !Dropped.ContainsKey(arguments[i][..equals]))) yield return arguments[i];
        }
    }
}
