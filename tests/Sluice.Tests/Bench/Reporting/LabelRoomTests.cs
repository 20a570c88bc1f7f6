using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Reporting;
using Sluice.Bench.Reporting.Charts;
using Sluice.Bench.Reporting.Pages;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Reporting;

public sealed partial class LabelRoomTests
{
    const double Left = 66, Right = 560, Top = 0, Bottom = 288, Width = 10.5, Line = 18;

    [Fact]
    public void Labels_of_crowded_points_lie_inside_and_never_on_each_other()
    {
        var random = new Random(5);
        var room = new LabelRoom(Left, Right, Top, Bottom);
        var placed = new List<(double From, double To, double Above, double Below)>();

        for (var i = 0; i < 200; i++)
        {
            var text = $"c{1 << random.Next(11)}";
            if (room.Beside(Left + random.NextDouble() * (Right - Left), random.NextDouble() * Bottom, text) is not var (x, y, toTheLeft)) continue;
            var from = toTheLeft ? x - text.Length * Width : x;
            var box = (From: from, To: from + text.Length * Width, Above: y - 0.8 * Line, Below: y);
            Assert.All(placed, other => Assert.False(box.From < other.To && box.To > other.From && box.Above < other.Below && box.Below > other.Above));
            Assert.InRange(box.From, Left, Right - 1);
            Assert.InRange(box.To, Left + 1, Right);
            placed.Add(box);
        }

        Assert.InRange(placed.Count, 50, 199); // many found room, and some had none
    }

    [Fact]
    public void A_label_at_the_right_edge_goes_to_the_left_of_its_point()
    {
        var placed = new LabelRoom(Left, Right, Top, Bottom).Beside(555, 100, "c256");

        Assert.Equal((546, 92, true), placed);
    }

    [Fact]
    public void Names_that_differ_at_their_ends_stay_apart_when_they_are_cut() =>
        Assert.Equal(["b200", "gpu-rac…-node-1", "gpu-rac…-node-2"], new[] { "b200", "gpu-rack-north-node-1", "gpu-rack-north-node-2" }.Select(ShortName.Of));

    [Fact]
    public void Long_names_of_servers_leave_no_label_outside_its_chart()
    {
        string[] names = ["spark-a.cluster-north.example.internal:8000", "two-sparks-tensor-parallel-behind-a-router", "H100-SXM5-80GB with speculative decoding", "b200"];
        var levels = names.SelectMany((name, i) => LawServer.WithKnee(2 << i, i + 1).Ladder([1, 2, 4, 8, 16, 32], 6, name).Levels);
        var report = new Report(new BenchLog { Levels = [.. levels.Select((level, i) => level with { Number = i + 1 })] }, new LatencyTarget(100, 25, null), null);

        var page = ReportPage.Of(report, new PageFacts { Tool = "a test", Made = DateTimeOffset.UnixEpoch, Command = "bench", Files = [], Overlays = [] });

        var labels = Label().Matches(page);
        Assert.InRange(labels.Count, 30, 400);
        Assert.All(labels, label =>
        {
            var (x, width) = (double.Parse(label.Groups[1].Value, CultureInfo.InvariantCulture), System.Net.WebUtility.HtmlDecode(label.Groups[3].Value).Length * Width);
            Assert.InRange(label.Groups[2].Value.Contains("end", StringComparison.Ordinal) ? x - width : x + width, 0, 580);
        });
    }

    [GeneratedRegex(@"<text class=""(?:label|mark-name)"" x=""([\d.]+)"" y=""[\d.-]+""([^>]*)>([^<]*)</text>")]
    private static partial Regex Label();
}
