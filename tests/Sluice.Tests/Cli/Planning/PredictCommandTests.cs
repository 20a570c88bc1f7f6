using System.Text.Json;
using Sluice.Catalog.Curves;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Planning;

public sealed class PredictCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task No_more_requests_run_than_are_asked_for()
    {
        JsonElement level = await LevelAsync("gemma4-26b", "--topology", "replicas:5", "--concurrency", "7");

        Assert.Equal(7, level.GetProperty("running").GetInt32());
    }

    [Fact]
    public async Task Devices_that_do_not_divide_the_heads_are_told()
    {
        CommandRun odd = await RunAsync("gpt-oss-120b", "--topology", "cluster:3", "--concurrency", "1");
        CommandRun even = await RunAsync("gpt-oss-120b", "--topology", "cluster:4", "--concurrency", "1");

        Assert.Contains("\na server may refuse this: vLLM splits gpt-oss-120b's 64 query heads evenly, and 3 devices do not divide them;", odd.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("refuse", even.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seconds_for_milliseconds_are_suspected()
    {
        folder.Write("cells.csv", "metric,model,topology,concurrency,value\nttft_ms,gpt-oss-120b,solo,1,0.36\ndecode_tps,gpt-oss-120b,solo,8,150\n");

        CommandRun run = await RunAsync("--cells", "cells.csv");

        Assert.Contains("\ncells.csv:2: 0.36 ttft_ms is far from anything: wrong units? allowed: ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("cells.csv:3", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topologies_are_listed_and_shown_with_sources_and_own_ones_predict()
    {
        folder.Write("own/rack.yaml", "topology: rack\nsources: { me: the plan on the door }\ntensor_parallel: [2, devices, me]\nreplicas: [3, replicas, me]\nrouter: least-loaded\n");

        CommandRun list = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "topologies", "list", "--catalog", "own");
        CommandRun show = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "topologies", "show", "own/rack.yaml");
        CommandRun predict = await RunAsync("llama-3.1-70b", "--topology", "own/rack.yaml", "--concurrency", "6", "--csv");

        Assert.Matches("(?m)^least-busy\\[:N\\] +1 +2 +least-busy ", list.Out);
        Assert.Matches("(?m)^rack +2 +3 +least-loaded ", list.Out);
        Assert.Matches("(?m)^replicas +3 replicas +the plan on the door", show.Out);
        Assert.Contains("\nllama-3.1-70b,dgx-spark,rack,6,", predict.Out, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (list.ExitCode, show.ExitCode, predict.ExitCode));
    }

    [Fact]
    public async Task Two_topologies_stand_side_by_side_with_bands_reasons_and_crossovers()
    {
        using var comma = new CultureScope("de-DE");

        CommandRun run = await RunAsync("gpt-oss-120b", "--topology", "cluster:2", "--against", "replicas:2", "--concurrency", "1,8,64");

        Expected.Matches(nameof(Two_topologies_stand_side_by_side_with_bands_reasons_and_crossovers), run.ToString());
    }

    [Fact]
    public async Task A_level_beyond_the_memory_says_what_is_short_and_what_runs()
    {
        CommandRun run = await RunAsync("nemotron-3-super", "--workload", "prompt=1500,output=400-1000,records=124000", "--concurrency", "1,256");

        Expected.Matches(nameof(A_level_beyond_the_memory_says_what_is_short_and_what_runs), run.ToString());
    }

    [Fact]
    public async Task Without_the_admission_cap_the_collapse_at_64_is_gone()
    {
        JsonElement capped = await LevelAsync("gpt-oss-120b", "--topology", "cluster:2", "--concurrency", "64");
        JsonElement free = await LevelAsync("gpt-oss-120b", "--topology", "cluster:2", "--concurrency", "64", "--what-if", "max_num_seqs=256");

        // The reference model's own what-if: decode 415 -> 571, prefill 3,832 -> 8,544.
        Assert.Equal((48, 64), (capped.GetProperty("running").GetInt32(), free.GetProperty("running").GetInt32()));
        Assert.InRange(Value(capped, "decode_tps"), 414, 416);
        Assert.InRange(Value(free, "decode_tps"), 565, 577);
        Assert.InRange(Value(free, "prefill_tps"), 8460, 8630);
    }

    [Fact]
    public async Task A_shared_beginning_is_prefilled_once_when_the_server_caches_prefixes()
    {
        string[] asked = ["llama-3.1-8b", "--workload", "prompt=1024,output=128,prefix=960", "--concurrency", "16"];

        JsonElement without = await LevelAsync(asked);
        JsonElement with = await LevelAsync([.. asked, "--what-if", "enable_prefix_caching=true"]);

        // 16 x 1024 tokens against 960 + 16 x 64: an eighth.
        Assert.InRange(Value(with, "ttft_ms"), 0.08 * Value(without, "ttft_ms"), 0.25 * Value(without, "ttft_ms"));
    }

    [Fact]
    public async Task The_router_decides_what_replicas_give()
    {
        JsonElement[] levels = [.. await Task.WhenAll(((string[])["least-busy", "shuffle", "least-loaded"])
            .Select(router => LevelAsync("gemma4-26b", "--topology", "replicas:2", "--concurrency", "32", "--router", router)))];
        JsonElement solo = await LevelAsync("gemma4-26b", "--concurrency", "32");

        double[] rates = [.. levels.Select(level => Value(level, "decode_tps"))];
        Assert.Equal(Value(solo, "decode_tps"), rates[0], 1e-9);
        Assert.True(rates[0] < rates[1] && rates[1] < rates[2], string.Join(" < ", rates));
    }

    [Fact]
    public async Task Text_csv_and_json_tell_the_same_figures()
    {
        JsonElement json = await LevelAsync("gemma4-26b", "--concurrency", "8");
        CommandRun csv = await RunAsync("gemma4-26b", "--concurrency", "8", "--csv");

        string[][] lines = [.. csv.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        string Field(string name) => lines[1][Array.IndexOf(lines[0], name)];
        Assert.Equal(2, lines.Length);
        foreach (string name in (string[])["decode_tps", "prefill_tps", "ttft_ms", "records_per_hour"])
            Assert.Equal(Value(json, name), double.Parse(Field(name), System.Globalization.CultureInfo.InvariantCulture), Value(json, name) * 1e-5);
        double shares = ((string[])["weights", "experts", "kv", "state", "compute", "launch", "link"]).Sum(name => double.Parse(Field(name), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1, shares, 1e-4);
    }

    [Fact]
    public async Task A_curve_file_has_a_level_for_each_concurrency()
    {
        CommandRun run = await RunAsync("gemma4-26b", "--concurrency", "1,16", "--curve", "gemma.json");

        Curve curve = CurveFile.Read("gemma.json", File.ReadAllText(Path.Combine(folder.Path, "gemma.json")));
        Assert.Equal("predict: wrote gemma.json\n", run.Error);
        Assert.Equal(("gemma4-26b", "dgx-spark solo"), (curve.Model, curve.Backend));
        Assert.Equal([1, 16], curve.Levels.Select(level => level.Concurrency));
        Assert.All(curve.Levels, level => Assert.True(level is { Provenance: Provenance.Predicted, N: 0 } && level.DecodeTpsLow < level.DecodeTps && level.DecodeTps < level.DecodeTpsHigh));
    }

    [Fact]
    public async Task Cells_with_values_are_told_their_errors_and_the_mean()
    {
        folder.Write("cells.csv", """
            metric,model,topology,concurrency,value
            decode_tps,gpt-oss-120b,solo,8,153.5
            ttft_ms,gemma4-26b,shuffle,16,
            prefill_tps,nemotron-3-super,cluster,16,1500
            decode_tps,nemotron-3-super,least-busy,2,
            """);

        CommandRun run = await RunAsync("--cells", "cells.csv");
        JsonElement json = JsonDocument.Parse((await RunAsync("--cells", "cells.csv", "--json")).Out).RootElement;

        Expected.Matches(nameof(Cells_with_values_are_told_their_errors_and_the_mean), run.ToString());
        double[] errors = [.. json.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("error")).Where(error => error.ValueKind == JsonValueKind.Number).Select(error => Math.Abs(error.GetDouble()))];
        Assert.Equal(2, errors.Length);
        Assert.Equal(errors.Average(), json.GetProperty("mean_absolute_error").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Each_slip_of_a_prediction_is_told_with_what_is_allowed()
    {
        folder.Write("unit.csv", "metric,model,topology,concurrency,value\nttft_s,gpt-oss-120b,solo,1,0.3\n");
        folder.Write("unknown.csv", "metric,model,topology,concurrency\nttft_ms,gpt-oss,solo,1\nttft_ms,gemma4-26b,single,1\nttft_ms,llama-3.1-70b,solo,1\n");
        string[] slips =
        [
            "", "gpt-oss-12b", "gemma4-26b --hardware sprak", "llama-3.1-70b --hardware rtx-4090", "gemma4-26b --topology cluster:99", "gemma4-26b --what-if max_seqs=3",
            "gemma4-26b --workload prompt=x", "llama-3.1-8b --workload prompt=900000", "gemma4-26b --concurrency 0", "gemma4-26b --router fastest", "gemma4-26b --precision int3",
            "gemma4-26b --calibration none.json", "gemma4-26b --cells unit.csv", "--cells unit.csv", "--cells unknown.csv", "gemma4-26b --against cluster:2 --curve k.json",
        ];

        var transcript = new StringWriter { NewLine = "\n" };
        foreach (string slip in slips) transcript.Write($"$ sluice predict {slip}\n{await RunAsync(slip.Split(' ', StringSplitOptions.RemoveEmptyEntries))}\n");

        Expected.Matches(nameof(Each_slip_of_a_prediction_is_told_with_what_is_allowed), transcript.ToString());
    }

    private async Task<JsonElement> LevelAsync(params string[] arguments)
    {
        CommandRun run = await RunAsync([.. arguments, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Out).RootElement.GetProperty("predictions")[0].GetProperty("levels")[0];
    }

    private static double Value(JsonElement level, string figure) => level.GetProperty(figure).GetProperty("value").GetDouble();

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, ["predict", .. arguments]);
}
