using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.ScenarioTests.Pipeline;
using Sluice.Testing;

namespace Sluice.ScenarioTests.Browser;

/// <summary>The pages of the bench, written by the command line and opened from disk in a real browser that has no network.</summary>
public sealed partial class BenchPageTests
{
    const double ReadableOnAPhone = 10; // pixels of a letter's size, below which people zoom

    static readonly int[] Levels = [1, 2, 4, 8, 16, 32, 64];

    [BrowserFact]
    public async Task A_report_of_two_servers_can_be_read_everywhere_and_asks_for_nothing()
    {
        using var folder = new TempFolder();
        Write(folder, "two.jsonl", new BenchLog
        {
            Servers = [new LogServer { Backend = "solo", Model = "gpt-oss-120b", Engine = "vLLM 0.11.0", Flags = [new ServerFlag("max_num_seqs", "256", "/server_info")] }, new LogServer { Backend = "cluster", Model = "gpt-oss-120b" }],
            Levels = [.. LawServer.WithKnee(12, 1).Ladder(Levels, 20, "solo").Levels, .. LawServer.WithKnee(90, 2, 35).Ladder(Levels, 20, "cluster").Levels],
        });
        folder.Write("predicted.json", """
            {"version": 1, "model": "gpt-oss-120b", "backend": "dgx-spark solo", "workload": "prompt=100,output=24", "levels": [
              {"concurrency": 1, "provenance": "predicted", "n": 0, "decode_tps": 50, "decode_tps_low": 40, "decode_tps_high": 60, "records_per_hour": 8000, "ttft_ms": 18, "tpot_ms": 19},
              {"concurrency": 8, "provenance": "predicted", "n": 0, "decode_tps": 380, "decode_tps_low": 320, "decode_tps_high": 430, "records_per_hour": 58000, "ttft_ms": 20, "tpot_ms": 21},
              {"concurrency": 64, "provenance": "predicted", "n": 0, "decode_tps": 640, "decode_tps_low": 480, "decode_tps_high": 800, "records_per_hour": 90000, "ttft_ms": 90, "tpot_ms": 95}]}
            """);

        var page = await LookAsync(folder, "report", ["bench", "report", "two.jsonl", "--slo", "ttft=100ms,tpot=40ms", "--price", "3.5", "--job", "124000x700", "--report", "out.html", "--prediction", "predicted.json"]);

        Assert.Contains(page.Charts, chart => chart.Title.StartsWith("cluster against solo", StringComparison.Ordinal));
        Assert.Contains(page.Charts[0].Points, point => point.Says.StartsWith("predicted: gpt-oss-120b on dgx-spark solo at 8", StringComparison.Ordinal));
        foreach (var server in (string[])["solo", "cluster"]) RisesWithItsFigures(page.Charts[0], server);
    }

    [BrowserFact]
    public async Task A_comparison_can_be_read_everywhere_and_asks_for_nothing()
    {
        using var folder = new TempFolder();
        Write(folder, "before.jsonl", LawServer.WithKnee(10, 1).Ladder([1, 8, 32], 10));
        Write(folder, "after.jsonl", LawServer.WithKnee(10, 2, tokensPerSecond: 40).Ladder([1, 8, 32], 10));

        var page = await LookAsync(folder, "comparison", ["bench", "compare", "before.jsonl", "after.jsonl", "--report", "out.html"]);

        Assert.Equal(6, page.Charts.Count);
    }

    static async Task<SeenPage> LookAsync(TempFolder folder, string name, string[] command)
    {
        using var sluice = SluiceProcess.Start(folder.Path, command);
        var (code, text) = await sluice.FinishAsync();
        Assert.True(code is 0 or 1, text);

        var (page, shots) = await BrowserLook.AtAsync(folder.At("out.html"), name);

        Assert.Empty(page.Requests);
        Assert.Empty(page.Problems);
        Assert.DoesNotContain(page.Accessibility, finding => finding.Impact is "serious" or "critical");
        Assert.All(page.Overflow, window => Assert.Equal(0, window.Value));
        Assert.All(page.SmallestText, window => Assert.True(window.Value >= ReadableOnAPhone, $"{window.Key}: letters of {window.Value} px; see {shots}"));
        Assert.All(page.Charts, chart => Assert.True(chart.Points.Count > 0 && chart.Figures >= chart.Points.Count, $"'{chart.Title}' draws {chart.Points.Count} points and lists {chart.Figures} figures"));
        Assert.Equal(page.Charts[0].Points.Count, page.Charts[0].Points.Select(point => point.Says).Distinct().Count());
        Assert.NotNull(page.Keyboard.First);
        Assert.NotEqual(page.Keyboard.First, page.Keyboard.Next);
        Assert.Equal(page.Keyboard.Next, page.Keyboard.Readout);
        Assert.True(page.Keyboard.Leaves, "the tabulator key stays in the chart");
        Assert.Equal(0, page.Print.Hidden);
        return page;
    }

    /// <summary>A server's points lie the higher the more they say, and the farther to the right the more are in flight.</summary>
    static void RisesWithItsFigures(SeenChart chart, string server)
    {
        var points = chart.Points.Where(point => point.Says.StartsWith($"{server}, c", StringComparison.Ordinal)).Select(point => (point.X, point.Y, Rate: double.Parse(Rate().Match(point.Says).Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))).ToList();

        Assert.Equal(Levels.Length, points.Count);
        Assert.Equal(points.OrderBy(point => point.X), points);
        Assert.Equal(points.OrderBy(point => point.Rate).Select(point => point.Rate), points.OrderByDescending(point => point.Y).Select(point => point.Rate));
    }

    static void Write(TempFolder folder, string name, BenchLog log)
    {
        using var writer = new EventLogWriter(File.Create(folder.At(name)));
        writer.Write(log with { Levels = [.. log.Levels.Select((level, i) => level with { Number = i + 1 })] });
    }

    [GeneratedRegex(@": ([\d,.]+) tok/s")]
    private static partial Regex Rate();
}
