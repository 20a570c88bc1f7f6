using System.Text.Json;
using Sluice.Testing;
using Sluice.Tests.House;

namespace Sluice.Tests.Cli.Planning;

public sealed class CalibrateCommandTests : IDisposable
{
    private static readonly string Tables = Repository.PathOf("samples", "articles", "spark-benchmarks");

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_fit_tells_each_value_its_spread_and_what_it_rests_on()
    {
        CommandRun run = await RunAsync([.. ((string[])["decode", "prefill", "ttft"]).Select(table => Path.Combine(Tables, table + ".csv"))]);

        Expected.Matches(nameof(A_fit_tells_each_value_its_spread_and_what_it_rests_on), run.ToString());
    }

    [Fact]
    public async Task A_calibration_that_was_written_is_what_predictions_then_rest_on()
    {
        folder.Write("mine.csv", """
            metric,model,topology,concurrency,value
            decode_tps,llama-3.1-8b,solo,1,140
            decode_tps,llama-3.1-8b,solo,16,1550
            ttft_ms,llama-3.1-8b,solo,1,60
            """);

        CommandRun fit = await RunAsync("mine.csv", "--hardware", "h100", "--out", "mine.json");
        CommandRun cells = await CommandRun.OfAsync(Here, "predict", "--cells", "mine.csv", "--hardware", "h100", "--calibration", "mine.json", "--json");
        CommandRun priors = await CommandRun.OfAsync(Here, "predict", "--cells", "mine.csv", "--hardware", "h100", "--json");

        Assert.Equal((0, "calibrate: wrote mine.json\n"), (fit.ExitCode, fit.Error));
        Assert.InRange(MeanError(cells), 0, 0.05);
        Assert.True(MeanError(priors) > 2 * MeanError(cells));
    }

    [Fact]
    public async Task Each_slip_of_a_calibration_is_told_with_what_is_allowed()
    {
        folder.Write("column.csv", "metric,model,concurrency,value\ndecode_tps,gpt-oss-120b,1,50\n");
        folder.Write("seconds.csv", "metric,model,topology,concurrency,value\nttft_ms,gpt-oss-120b,solo,1,0.36\n");
        folder.Write("header.csv", "model,topology,concurrency,ttft_s\ngpt-oss-120b,solo,1,0.36\n");
        folder.Write("two.csv", "metric,model,topology,concurrency,value\nttft_ms,gpt-oss-120b,solo,1,360\ndecode_tps,gpt-oss-120b,solo,8,150\n");
        folder.Write("asked.csv", "metric,model,topology,concurrency\nttft_ms,gpt-oss-120b,solo,1\n");
        folder.Write("broken.json", "{\n\"version\": 1,\n}");
        string[] slips =
        [
            "column.csv", "seconds.csv", "header.csv", "asked.csv", "two.csv --fit bandwidth,layer_overhead,compute:gpt-oss-120b", "two.csv --fit bandwith",
            "two.csv --from broken.json", "two.csv --out no/such/folder.json", "none.csv",
        ];

        var transcript = new StringWriter { NewLine = "\n" };
        foreach (string slip in slips) transcript.Write($"$ sluice calibrate {slip}\n{await RunAsync(slip.Split(' '))}\n");

        Expected.Matches(nameof(Each_slip_of_a_calibration_is_told_with_what_is_allowed), transcript.ToString());
    }

    private TerminalSetup Here => new() { WorkingFolder = folder.Path };

    private static double MeanError(CommandRun run) => JsonDocument.Parse(run.Out).RootElement.GetProperty("mean_absolute_error").GetDouble();

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(Here, ["calibrate", .. arguments]);
}
