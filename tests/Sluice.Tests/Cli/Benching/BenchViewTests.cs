using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Measures;
using Sluice.Cli.Benching;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Benching;

public sealed class BenchViewTests
{
    [Theory]
    [InlineData(120, "[2/7] gpu-1.example.internal:8000: pp512 tg32, c8: 40 ended, 8 in flight, 0:05, 638 tok/s")]
    [InlineData(60, "[2/7] c8: 40 ended, 8 in flight, 0:05, 638 tok/s")]
    public void A_narrow_screen_keeps_the_figures_and_gives_up_the_name(int width, string shown)
    {
        using var error = new StringWriter();
        var clock = new ManualClock();
        var plan = new LevelPlan { Backend = "gpu-1.example.internal:8000", Prompt = 512, Output = 32, Concurrency = 8 };
        var view = new BenchView(new TerminalSetup { Time = clock }.Open(TextWriter.Null, error) with { IsScreen = true, Width = width }, quiet: false);

        view.Began(plan, 2, 7);
        clock.Advance(TimeSpan.FromSeconds(5));
        view.Progress(new LevelProgress(plan, 40, 0, 8, TimeSpan.FromSeconds(5), Figure.Of(638, 20)));

        Assert.Equal(shown, error.ToString().Split('\r')[^1]);
    }
}
