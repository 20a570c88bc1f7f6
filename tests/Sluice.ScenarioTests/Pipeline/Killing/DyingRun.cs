using System.Diagnostics;
using Sluice.Pipeline;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage.Sqlite;
using Sluice.Protocol.Client;
using SQLitePCL;

namespace Sluice.ScenarioTests.Pipeline.Killing;

/// <summary>
/// A run in this process that kills itself, with SIGKILL, at one of its commits. The points are SQLite's own hooks, so that the product
/// needs none: the commit hook fires when everything of a transaction is written and nothing is committed, the profile hook when COMMIT has returned to SQLite's caller-to-be.
/// </summary>
static class DyingRun
{
    /// <param name="commit">Which commit of this process it dies at, from 1.</param>
    public static async Task<int> RunAsync(string pipeline, Uri url, KillPoint point, int commit)
    {
        var spec = PipelineFile.Load(pipeline);
        var backend = new StepBackend { Name = "twin", Endpoint = new ModelEndpoint { BaseUrl = url }, Model = KillCampaign.Model };
        var options = new RunOptions { StorePath = Path.Combine(Path.GetDirectoryName(pipeline)!, KillCampaign.Store) };
        var run = new PipelineRun(spec, [backend], options) { OpenStore = path => Armed(SqliteRunStore.Open(path), point, commit) };
        var report = await run.ExecuteAsync(RunObserver.None, CancellationToken.None);
        return report.Ending == RunEnding.Finished ? 0 : 1;
    }

    static SqliteRunStore Armed(SqliteRunStore store, KillPoint point, int commit)
    {
        var database = store.Writing.Handle!;
        var commits = 0;
        if (point == KillPoint.BeforeCommit)
        {
            raw.sqlite3_commit_hook(database, _ =>
            {
                if (++commits == commit) Die();
                return 0;
            }, null);
        }
        else
        {
            raw.sqlite3_profile(database, (_, statement, _) =>
            {
                if (statement.StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase) && ++commits == commit) Die();
            }, null);
        }

        return store;
    }

    static void Die()
    {
        Process.GetCurrentProcess().Kill();
        new ManualResetEventSlim().Wait(); // the signal is on its way: nothing may happen meanwhile
    }
}
