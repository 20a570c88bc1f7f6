using Sluice.Testing;

namespace Sluice.Tests.Protocol.Instruments;

public sealed class ManualClockTests
{
    readonly ManualClock _clock = new();
    readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_order_of_their_due_time_and_see_it()
    {
        using var late = Timer("late", seconds: 3);
        using var early = Timer("early", seconds: 1);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["early at 1"], _fired);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["early at 1", "late at 3"], _fired);
    }

    [Fact]
    public void A_period_repeats_and_a_disposed_timer_is_silent()
    {
        var timer = _clock.CreateTimer(_ => _fired.Add($"tick at {_clock.Elapsed.TotalSeconds}"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(4));

        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["tick at 1", "tick at 3"], _fired);
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_passes_it()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(5), _clock);
        await _clock.WhenTimersWaitAsync();

        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);

        _clock.Advance(TimeSpan.FromTicks(1));
        await delay;
    }

    ITimer Timer(string name, double seconds) =>
        _clock.CreateTimer(_ => _fired.Add($"{name} at {_clock.Elapsed.TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
