using System.Collections.Concurrent;
using Sluice.Bench.Clocks;

namespace Sluice.Tests.Bench.Clocks;

public sealed class FineTimeTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(4.3)]
    public async Task A_wait_is_never_short(double milliseconds)
    {
        using var time = new FineTime();
        var (wait, start) = (TimeSpan.FromMilliseconds(milliseconds), time.GetTimestamp());

        await time.WaitAsync(wait, CancellationToken.None);

        Assert.True(time.GetElapsedTime(start) >= wait);
    }

    [Fact]
    public async Task An_earlier_timer_that_is_set_later_does_not_wait_for_the_others()
    {
        using var time = new FineTime();
        using var never = time.CreateTimer(_ => Assert.Fail("not due for an hour"), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        await time.WaitAsync(TimeSpan.FromMilliseconds(2), CancellationToken.None);
    }

    [Fact]
    public async Task A_timer_that_was_changed_or_disposed_keeps_to_its_last_setting()
    {
        using var time = new FineTime();
        var fired = new ConcurrentQueue<string>();
        var over = new TaskCompletionSource();
        using var changed = time.CreateTimer(_ => over.SetResult(), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var disposed = time.CreateTimer(_ => fired.Enqueue("disposed"), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        Assert.True(disposed.Change(TimeSpan.FromMilliseconds(2), Timeout.InfiniteTimeSpan));
        Assert.True(disposed.Change(TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan));
        disposed.Dispose();
        Assert.False(disposed.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        fired.Clear(); // the machine may have stood still for those 2 ms
        Assert.True(changed.Change(TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan));
        await over.Task;

        Assert.Empty(fired);
    }

    [Fact]
    public async Task A_timer_that_is_changed_while_it_comes_first_holds_up_nobody()
    {
        using var time = new FineTime();
        using var first = time.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var waits = Task.Run(async () =>
        {
            for (var round = 0; round < 50; round++) await time.WaitAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        });

        for (var change = 0; change < 20_000; change++)
        {
            first.Change(TimeSpan.FromMilliseconds(1.8), Timeout.InfiniteTimeSpan);
            Thread.SpinWait(100);
        }

        await waits;
    }

    [Fact]
    public async Task A_timer_with_a_period_goes_on()
    {
        using var time = new FineTime();
        var rounds = new SemaphoreSlim(0); // not disposed: a callback may still run when the timer is
        using var timer = time.CreateTimer(_ => rounds.Release(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));

        for (var round = 0; round < 5; round++) await rounds.WaitAsync();
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        using var time = new FineTime();
        using var stop = new CancellationTokenSource();
        var waiting = time.WaitAsync(TimeSpan.FromHours(1), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
