using Sluice.Testing;

namespace Sluice.Tests.Protocol.Instruments;

public sealed class ManualClockTests
{
    readonly ManualClock clock = new();
    readonly List<string> fired = [];

    [Fact]
    public void Timers_fire_in_order_of_their_due_time_and_see_it()
    {
        using var late = Timer("late", seconds: 3);
        using var early = Timer("early", seconds: 1);

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["early at 1"], fired);

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["early at 1", "late at 3"], fired);
    }

    [Fact]
    public void A_period_repeats_and_a_disposed_timer_is_silent()
    {
        var timer = clock.CreateTimer(_ => fired.Add($"tick at {clock.Elapsed.TotalSeconds}"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(4));

        timer.Dispose();
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["tick at 1", "tick at 3"], fired);
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_passes_it()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(5), clock);
        await clock.WhenTimersWaitAsync();

        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);

        clock.Advance(TimeSpan.FromTicks(1));
        await delay;
    }

    ITimer Timer(string name, double seconds) =>
        clock.CreateTimer(_ => fired.Add($"{name} at {clock.Elapsed.TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
