using Sluice.Engine.Batching;

namespace Sluice.Tests.Engine.Batching;

public sealed class StepPaceTests
{
    readonly StepPace pace = new();

    [Fact]
    public void Nothing_holds_prompts_back_where_nobody_writes() => Assert.Equal(int.MaxValue, pace.PromptTokens(0, 1));

    [Fact]
    public void A_step_without_prompts_shows_first_what_it_takes()
    {
        Assert.Equal(0, pace.PromptTokens(3, 1));

        pace.Took(3, 0, Milliseconds(20));

        Assert.InRange(pace.PromptTokens(3, 1), 1, 16);
    }

    [Theory]
    [InlineData(1, 16, 4)]    // one stream on two cores
    [InlineData(15, 95, 3)]   // many
    [InlineData(8, 6, 0.05)]  // a GPU
    public void Prompts_stretch_a_step_as_far_as_it_may_be(int written, double alone, double perPromptToken)
    {
        var slowest = LongestStep(100, written, _ => alone, perPromptToken);

        Assert.InRange(slowest, 1.5 * alone, 2.45 * alone + StepPace.LeastPromptTokens * perPromptToken);
    }

    [Fact]
    public void Several_prompts_that_wait_are_read_in_larger_pieces()
    {
        LongestStep(50, written: 14, _ => 50, perPromptToken: 2);

        Assert.InRange(pace.PromptTokens(14, 2), 3.9 * pace.PromptTokens(14, 1), 4.2 * pace.PromptTokens(14, 1));
        Assert.Equal(StepPace.MostPromptTokens, pace.PromptTokens(14, 16));
    }

    [Fact]
    public void A_pool_that_fills_up_leaves_less_to_prompts()
    {
        // What is written takes up to 1.8 times as long at the end, as it does beside 8,000 more cells.
        var slowest = LongestStep(200, written: 8, step => 50 * (1 + 0.8 * step / 200), perPromptToken: 2);

        Assert.InRange(slowest, 100, 2.8 * 50);
    }

    [Fact]
    public void A_prompt_goes_on_however_slow_it_is()
    {
        pace.Took(1, 0, Milliseconds(10));

        for (var step = 0; step < 40; step++)
        {
            Assert.True(pace.PromptTokens(1, 1) > 0);
            pace.Took(1, pace.PromptTokens(1, 1), Milliseconds(1000));
        }

        Assert.Equal(StepPace.LeastPromptTokens, pace.PromptTokens(1, 1));
    }

    [Fact]
    public void What_a_step_takes_is_looked_at_again_now_and_then()
    {
        pace.Took(4, 0, Milliseconds(40));
        var probes = 0;

        for (var step = 0; step < 650; step++)
        {
            var read = pace.PromptTokens(4, 1);
            probes += read == 0 ? 1 : 0;
            pace.Took(4, read, Milliseconds(40 + read));
        }

        Assert.Equal(10, probes);
    }

    [Fact]
    public void More_streams_are_looked_at_anew()
    {
        pace.Took(1, 0, Milliseconds(16));
        pace.Took(1, 8, Milliseconds(40));

        Assert.Equal(0, pace.PromptTokens(8, 1));
    }

    [Fact]
    public void One_step_that_something_else_held_up_is_soon_forgotten()
    {
        LongestStep(50, written: 8, _ => 50, perPromptToken: 1);
        var before = pace.PromptTokens(8, 1);

        pace.Took(8, before, Milliseconds(120_000));
        LongestStep(12, written: 8, _ => 50, perPromptToken: 1);

        Assert.InRange(pace.PromptTokens(8, 1), 0.8 * before, before);
    }

    static TimeSpan Milliseconds(double time) => TimeSpan.FromMilliseconds(time);

    /// <summary>Runs steps on a machine that takes so long, and tells the longest with prompts in it, in milliseconds.</summary>
    double LongestStep(int steps, int written, Func<int, double> alone, double perPromptToken)
    {
        var longest = 0.0;
        for (var step = 0; step < steps; step++)
        {
            var read = pace.PromptTokens(written, 1);
            var time = alone(step) + read * perPromptToken;
            longest = read > 0 ? Math.Max(longest, time) : longest;
            pace.Took(written, read, Milliseconds(time));
        }
        return longest;
    }
}
