using System.Globalization;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Running;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Viewing;

public sealed class ViewTests
{
    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void The_picture_on_a_screen_reads_the_same_under_every_culture(string culture)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var _ = new CultureScope(culture);
        foreach ((RunProgress moment, string? note, int width) in new (RunProgress, string?, int)[]
            { (Sample.Beginning, null, 100), (Sample.Middle, StopText.Draining, 100), (Sample.Stream, null, 100), (Sample.TwoSteps, null, 80), (Sample.Middle, null, 80), (Sample.Middle, null, 60) })
        {
            Terminal terminal = new TerminalSetup().Open(output, TextWriter.Null) with { Width = width };
            Screens.Open(terminal).Write(LiveFrame.Of(Sample.Headline, moment, note, width));
            output.WriteLine($"{new string('-', width)}");
        }

        Expected.Matches("live-view", string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public void No_line_of_figures_is_wider_than_eighty_columns_or_broken_in_two()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Terminal terminal = new TerminalSetup().Open(output, TextWriter.Null) with { Width = 80 };

        Screens.Open(terminal).Write(LiveFrame.Of(Sample.Headline with { Steps = [Sample.Headline.Steps[0] with { Backend = "gpu-1" }] }, Sample.Middle with { FailedByReason = Sample.Beginning.FailedByReason }, null, 80));

        string[] lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(6, lines.Length); // headline, bar, time, pace, tokens, what was there before
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 1, 80));
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void The_level_its_reason_and_the_curve_each_have_a_line_of_eighty_columns(string culture)
    {
        using var _ = new CultureScope(culture);
        using var output = new StringWriter { NewLine = "\n" };
        Terminal terminal = new TerminalSetup().Open(output, TextWriter.Null) with { Width = 80 };
        MeasuredLevel[] curve = [.. new[] { (4, 1_621.0), (16, 9_406), (32, 14_640), (64, 22_939), (81, 26_099), (128, 25_000), (256, 24_000) }.Select(level => new MeasuredLevel(level.Item1, level.Item2, 40, false))];
        var level = new BackendLevel("gpu-1", "m", 64, Holds: false, "32 in flight gave 14,640 tokens/s, 16 gave 9,406", curve, CountsTokens: true);

        Screens.Open(terminal).Write(LiveFrame.Of(Sample.Headline with { Steps = [Sample.Headline.Steps[0] with { Backend = "gpu-1" }] }, Sample.Beginning with { Levels = [level] }, null, 80));

        string[] lines = [.. output.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        Assert.Equal(
            ["gpu-1: trying 64 calls at once", "  32 in flight gave 14,640 tokens/s, 16 gave 9,406", "  tokens/s  …  32 ▅ 14,640  64 ▇ 22,939  81 █ 26,099  128 █ 25,000  256 ▇ 24,000"],
            lines[^3..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public async Task Plain_lines_come_every_few_seconds_and_the_last_state_always(string culture)
    {
        using var _ = new CultureScope(culture);
        (string text, string error) = await WatchAsync(terminal => new PlainView(terminal), TimeSpan.FromSeconds(5));

        Expected.Matches("plain-view", text);
        Assert.Equal(StopText.Draining + "\n", error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public async Task Events_are_one_JSON_object_a_line(string culture)
    {
        using var _ = new CultureScope(culture);
        (string text, string error) = await WatchAsync(terminal => new JsonView(terminal), TimeSpan.FromSeconds(2));

        Expected.Matches("json-view", text);
        Assert.Equal("", error);
    }

    [Fact]
    public async Task A_quiet_view_writes_nothing_but_what_stops_it()
    {
        (string text, string error) = await WatchAsync(terminal => new QuietView(terminal), pause: null);

        Assert.Equal(("", StopText.Draining + "\n"), (text, error));
    }

    /// <summary>A run seen by a view: at its beginning, one pause later in its middle, and at its end.</summary>
    private static async Task<(string Out, string Error)> WatchAsync(Func<Terminal, RunView> open, TimeSpan? pause)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var clock = new ManualClock();
        var ended = new TaskCompletionSource();
        RunProgress now = Sample.Beginning;
        RunView view = open(new TerminalSetup { Time = clock }.Open(output, error));

        view.Started(Sample.Headline);
        Task watching = view.WatchAsync(() => now, ended.Task);
        if (pause is { } wait)
        {
            await clock.WhenTimersWaitAsync();
            now = Sample.Middle;
            clock.Advance(wait);
            await clock.WhenTimersWaitAsync();
        }
        view.RecordFailed(Sample.Failure);
        view.Draining();
        now = Sample.Stream;
        ended.SetResult();
        await watching;
        return (output.ToString(), error.ToString());
    }
}
