using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Reporting;
using Sluice.Bench.Reporting.Pages;
using Sluice.Catalog.Curves;
using Sluice.Testing;
using Sluice.Tests.Cli;

namespace Sluice.Tests.Bench.Reporting;

public sealed partial class ReportPageTests
{
    static readonly int[] Levels = [1, 2, 4, 8, 16, 32];

    [Fact]
    public void A_page_asks_nothing_of_any_network_and_allows_only_its_own_style_and_script()
    {
        var page = PageOf(Two());

        Assert.DoesNotMatch(@"(src|href|action)=""(?!#|data:)", page);
        Assert.DoesNotMatch(@"@import|url\(|style=""|\son\w+=""", page);
        var policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)").Groups[1].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{HashOf(Inside(page, "style"))}'", WebUtility.HtmlDecode(policy), StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{HashOf(Inside(page, "script"))}'", WebUtility.HtmlDecode(policy), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_figure_of_a_charts_points_stands_in_its_table()
    {
        foreach (Match figure in Figure().Matches(PageOf(Two(), target: new LatencyTarget(100, 25, null), cost: new RunningCost(3.6, 400))))
        {
            var rows = WebUtility.HtmlDecode(figure.Value[figure.Value.IndexOf("<tbody>", StringComparison.Ordinal)..]);
            var points = Regex.Matches(figure.Value, "<title>([^<]*)</title>").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();
            Assert.NotEmpty(points);
            Assert.All(points, says => Assert.Contains(Regex.Match(says, @": ([\d,.]+)").Groups[1].Value, rows, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Points_lie_where_their_figures_are()
    {
        var page = PageOf(LawServer.WithKnee(8, 1, noise: 0).Ladder([1, 2, 4, 8], 8));

        var chart = Figure().Match(page).Value;
        var (zero, hundred) = (Tick(chart, "0"), Tick(chart, "100"));
        var points = Regex.Matches(chart, @"<title>[^:]*: ([\d,.]+) tok/s.*?cy=""([\d.]+)""").Select(match => (Rate: double.Parse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture), Y: double.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(4, points.Count);
        Assert.All(points, point => Assert.Equal(point.Rate, 100 * (zero - point.Y) / (zero - hundred), 1.0));
    }

    [Fact]
    public void Two_servers_share_charts_and_are_told_where_they_cross()
    {
        var page = PageOf(Two());

        Assert.Equal(2, Regex.Count(page, "<h3 [^>]*>[^<]*cluster against solo: "));
        Assert.Contains("cluster overtakes solo at about 11.4 in flight", page, StringComparison.Ordinal);
        Assert.Contains(">overtakes at 11.4</text>", page, StringComparison.Ordinal);
        Assert.Contains(">knee 8 (solo)</text>", page, StringComparison.Ordinal);
        Assert.Contains(">knee beyond (cluster)</text>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_the_same_under_every_culture()
    {
        var page = PageOf(Two());

        using (new CultureScope("de-DE")) Assert.Equal(page, PageOf(Two()));
    }

    [Fact]
    public void Names_from_outside_are_text_and_never_markup()
    {
        var log = new LawServer { Step = _ => 0.01 }.Ladder([1, 2], 8, "<script>alert('x')</script>&\"") with
        {
            Servers = [new LogServer { Backend = "<b>", Model = "<img src=x>", Flags = [new ServerFlag("<i>", "\"><u>", "/props")] }],
            Sessions = [new LogSession { Command = "sluice bench --url '<x>'", Inputs = new Dictionary<string, string> { ["--model"] = "<a>" } }],
        };

        var page = PageOf(log);

        Assert.DoesNotMatch("<(b|i|u|x|a|img)>", page);
        Assert.Equal(1, Regex.Count(page, "<script"));
        Assert.Contains("&lt;img src=x&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_level_alone_has_its_charts_and_a_level_without_answers_says_so()
    {
        Assert.Contains("at c4", PageOf(LawServer.WithKnee(8, 1).Ladder([4], 8)), StringComparison.Ordinal);

        var silent = LawServer.WithKnee(8, 1).Level(2, 8);
        var page = PageOf(new BenchLog { Levels = [silent with { Requests = [] }] });
        Assert.Contains("Nothing of it could be stated.", page, StringComparison.Ordinal);
        Assert.Contains("no level has a rate", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_of_the_same_requests_is_drawn_with_its_differences_and_another_is_named()
    {
        // The law writes 50 tok/s for each: 100 records an hour for each that write 18 tokens would be 0.5 tok/s.
        var same = Predicted("prompt=100,output=24", level => 50 * level * 3600 / 24.0 * 1.1);
        var other = Predicted("prompt=999,output=24", level => level);

        var page = PageOf(LawServer.WithKnee(8, 1, noise: 0).Ladder([1, 2, 4, 8], 8), overlays: [new Overlay("same.json", same), new Overlay("other.json", other)]);

        Assert.Contains("predicted: twin on box", page, StringComparison.Ordinal);
        Assert.Contains("output rate is off by 10", page, StringComparison.Ordinal);
        Assert.Contains("other.json is not drawn: its requests (prompt=999,output=24)", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prompt=100,output=24", true)]
    [InlineData("prompt=50-150,output=8-40,records=9", true)]
    [InlineData("pp60 tg24 @ d40", true)]
    [InlineData("prompt=100,output=48", false)]
    [InlineData("pp100 tg24 @ d40", false)]
    [InlineData("some records", true)]
    [InlineData(null, true)]
    public void A_curve_fits_the_levels_whose_requests_are_as_long(string? workload, bool fits) =>
        Assert.Equal(fits, new Overlay("f", Predicted(workload, level => level)).Fits(new LevelPlan { Backend = "b", Prompt = 100, Output = 24, Concurrency = 1 }));

    [Fact]
    public void The_inputs_the_flags_and_the_hashes_stand_on_the_page()
    {
        var log = LawServer.WithKnee(8, 1).Ladder([1, 2], 8) with
        {
            Servers = [new LogServer { Backend = "law", Model = "m", Engine = "vLLM 0.11.0", Flags = [new ServerFlag("max_num_seqs", "256", "/server_info")] }],
            Sessions = [new LogSession { Tool = "sluice 0.1.0", Command = "sluice bench --pp 100", Client = "a laptop", Inputs = new Dictionary<string, string> { ["--seed"] = "7" } }],
        };

        var page = PageOf(log);

        foreach (var part in (string[])["vLLM 0.11.0", "max_num_seqs", "256", "/server_info", "sluice bench --pp 100", "a laptop", "--seed", "events.jsonl", new string('a', 64)])
            Assert.Contains(part, page, StringComparison.Ordinal);
    }

    static string PageOf(BenchLog log, LatencyTarget? target = null, RunningCost? cost = null, IReadOnlyList<Overlay>? overlays = null) =>
        ReportPage.Of(new Report(log, target, cost), new PageFacts { Tool = "a test", Made = DateTimeOffset.UnixEpoch, Command = "sluice", Files = [new PageFile("events.jsonl", "event log", 12345, new string('a', 64))], Overlays = overlays ?? [] });

    static BenchLog Two() => new() { Levels = [.. LawServer.WithKnee(8, 1).Ladder(Levels, 8, "solo").Levels, .. LawServer.WithKnee(64, 2, 35).Ladder(Levels, 8, "cluster").Levels] };

    static Curve Predicted(string? workload, Func<int, double> recordsPerHour) => new()
    {
        Model = "twin",
        Backend = "box",
        Workload = workload,
        Levels = [.. Levels.Select(level => new Level { Concurrency = level, Provenance = Provenance.Predicted, N = 0, DecodeTps = 9999, RecordsPerHour = recordsPerHour(level), TtftMs = 20, TpotMs = 20 })],
    };

    static double Tick(string chart, string label) => double.Parse(Regex.Match(chart, $@"class=""tick"" x=""[\d.]+"" y=""([\d.]+)"" dy="".35em"" text-anchor=""end"">{label}<").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    static string Inside(string page, string element) => Regex.Match(page, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;

    static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("<figure class=\"chart\".*?</figure>", RegexOptions.Singleline)]
    private static partial Regex Figure();
}
