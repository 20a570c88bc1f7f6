using Sluice.Engine.Batching;

namespace Sluice.Tests.Engine.Batching;

public sealed class StepThreadsTests
{
    const int Few = 3, All = 4;

    readonly StepThreads threads = new(Few, All);

    [Fact]
    public void A_quiet_machine_comes_to_use_every_core() => Assert.Equal(0.9, ShareOfAll(1000, tokens: 256, all: 70, few: 100), 0.1);

    [Fact]
    public void A_machine_whose_last_core_is_busy_keeps_to_the_few() => Assert.Equal(0.0, ShareOfAll(1000, tokens: 16, all: 900, few: 100), 0.05);

    [Fact]
    public void A_core_that_becomes_busy_is_left_after_one_slow_step()
    {
        ShareOfAll(1000, tokens: 256, all: 70, few: 100);

        Assert.InRange(ShareOfAll(10, tokens: 256, all: 900, few: 100), 0, 0.2);
    }

    [Fact]
    public void A_core_that_becomes_free_is_found_again()
    {
        ShareOfAll(1000, tokens: 256, all: 900, few: 100);
        ShareOfAll(2000, tokens: 256, all: 70, few: 100);

        Assert.InRange(ShareOfAll(100, tokens: 256, all: 70, few: 100), 0.9, 1);
    }

    [Fact]
    public void Small_steps_and_large_ones_are_judged_apart()
    {
        ShareOfAll(100, tokens: 256, all: 70, few: 100);
        ShareOfAll(100, tokens: 4, all: 900, few: 100);

        Assert.Equal((All, Few), (threads.For(300), threads.For(5)));
    }

    [Fact]
    public void A_step_of_one_token_never_varies()
    {
        ShareOfAll(100, tokens: 1, all: 70, few: 100);

        Assert.Equal(Few, threads.For(1));
    }

    [Fact]
    public void A_number_that_was_asked_for_is_kept()
    {
        var asked = new StepThreads(2, 2);
        asked.Took(256, 2, TimeSpan.FromSeconds(1));

        Assert.Equal(2, asked.For(256));
    }

    /// <summary>Runs steps that take the given time with either number, and tells how many of them had every core.</summary>
    double ShareOfAll(int steps, int tokens, int all, int few)
    {
        var used = 0;
        for (var step = 0; step < steps; step++)
        {
            var count = threads.For(tokens);
            used += count == All ? 1 : 0;
            threads.Took(tokens, count, TimeSpan.FromMilliseconds(count == All ? all : few));
        }
        return (double)used / steps;
    }
}
