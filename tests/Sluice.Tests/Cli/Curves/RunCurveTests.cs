using System.Text.Json;
using Sluice.Catalog.Curves;
using Sluice.Cli.Curves;
using Sluice.Testing;
using Sluice.Tests.Cli.Running;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Cli.Curves;

/// <summary>What <c>sluice run</c> takes from curve files and leaves in them.</summary>
public sealed class RunCurveTests
{
    private const string Label = """{"label": "x"}""";

    [Fact]
    public async Task A_short_run_takes_the_best_level_of_a_named_curve_and_says_so()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();
        job.Folder.Write("spark.json", CurveFile.Write(Curve(knee: 6)));

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--concurrency", "auto", "--curve", "spark.json", "--json");

        JsonElement backend = LastEvent(run).GetProperty("backends")[0];
        Assert.Equal((6, "curve", false), (backend.GetProperty("concurrency").GetInt32(), backend.GetProperty("starts_from").GetString(), backend.GetProperty("learns").GetBoolean()));
        Assert.StartsWith("the 6 that spark.json found best; 3 records are too few", backend.GetProperty("because").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_run_takes_what_was_kept_for_its_server()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();
        var place = new CurvePlace(server.BaseUrl.Authority, PlannedTwin.Model, server.BaseUrl.ToString());
        new CurveShelf(job.Terminal.Open(TextWriter.Null, TextWriter.Null)).Keep(place, Curve(knee: 10) with { Backend = place.Address, Model = place.Model });

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--concurrency", "auto");

        Assert.Contains(": 10 calls at once: the 10 that an earlier run found best; 3 records are too few to look further\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_may_say_no_to_curves()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using var job = new SmallJob([.. Enumerable.Range(0, 250).Select(i => $$"""{"id": "r{{i}}", "text": "one"}""")]);

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--concurrency", "auto", "--no-curve");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.False(Directory.Exists(job.Folder.At(".sluice/curves")));
    }

    [Theory]
    [InlineData(null, "--curve: there is no file 'spark.json'; the run begins without it")]
    [InlineData("{", "--curve: spark.json:1: not a curve")]
    public async Task A_named_curve_that_cannot_be_used_is_told_and_the_run_goes_on(string? text, string told)
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();
        if (text is not null) job.Folder.Write("spark.json", text);

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--concurrency", "auto", "--curve", "spark.json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backend_of_the_configuration_names_its_curve()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says(Label));
        using SmallJob job = SmallJob.OfThree();
        job.Folder.Write("curves/spark.json", CurveFile.Write(Curve(knee: 12)));
        job.Folder.Write("sluice.yaml", $"version: 1\nbackends: {{ gpu-1: {{ url: \"{server.BaseUrl}\", curve: curves/spark.json }} }}\n");

        CommandRun run = await job.RunAsync("--backend", "gpu-1", "--concurrency", "auto", "--json");

        Assert.StartsWith("the 12 that curves/spark.json found best", LastEvent(run).GetProperty("backends")[0].GetProperty("because").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement LastEvent(CommandRun run) => JsonDocument.Parse(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;

    private static Curve Curve(int knee) => new()
    {
        Model = "another name",
        Backend = "a bench",
        Knee = knee,
        Levels = [new Level { Concurrency = 4, Provenance = Provenance.Measured, N = 40, DecodeTps = 800 }, new Level { Concurrency = 16, Provenance = Provenance.Measured, N = 64, DecodeTps = 1500 }],
    };
}
