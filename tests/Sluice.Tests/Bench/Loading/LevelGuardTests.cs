using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Loading;

/// <summary>A server that takes requests and never answers must not hold a measurement up for ever.</summary>
public sealed class LevelGuardTests : IDisposable
{
    static readonly LevelPlan Plan = new() { Backend = "server", Prompt = 64, Output = 8, Concurrency = 2 };

    readonly ManualClock _time = new();
    readonly CancellationTokenSource _cut = new(), _over = new();

    public void Dispose()
    {
        _cut.Dispose();
        _over.Dispose();
    }

    [Fact]
    public async Task A_level_of_a_server_that_never_answers_ends_at_its_limit_and_is_cut_off_after_as_long_again()
    {
        var (record, watching) = Watched(new StopRule { MostTime = TimeSpan.FromSeconds(30) });
        record.TakeId(warmUp: false);

        await PassAsync(29);
        Assert.False(record.Enough);
        await PassAsync(2);
        Assert.Equal((true, EndReason.Limit, false), (record.Enough, record.Why, _cut.IsCancellationRequested));
        await PassAsync(31);

        Assert.True(_cut.IsCancellationRequested);
        await watching;
    }

    [Fact]
    public async Task The_last_request_may_take_twice_as_long_as_the_longest_before_it()
    {
        var (record, watching) = Watched(new StopRule { Runs = 1, MostTime = null });
        record.Ended(new RequestEvents { Id = record.TakeId(warmUp: false), Scheduled = TimeSpan.Zero, Sent = TimeSpan.Zero, End = TimeSpan.FromSeconds(20) });
        record.TakeId(warmUp: false);
        await PassAsync(1000);
        Assert.False(_cut.IsCancellationRequested);

        record.Emptied();
        await PassAsync(1);
        await PassAsync(39);
        Assert.False(_cut.IsCancellationRequested);
        await PassAsync(2);

        Assert.Equal((true, EndReason.Runs), (_cut.IsCancellationRequested, record.Why));
        await watching;
    }

    [Fact]
    public async Task A_level_that_ends_by_itself_is_not_cut_off()
    {
        var (record, watching) = Watched(new StopRule());
        record.Emptied();
        await PassAsync(1);

        await _over.CancelAsync();
        await watching;

        Assert.False(_cut.IsCancellationRequested);
    }

    (LevelRecord Record, Task Watching) Watched(StopRule rule)
    {
        var clock = new BenchClock(_time);
        var record = new LevelRecord(Plan, rule, clock, 1, _ => { }, null);
        return (record, new LevelGuard(record, rule, clock).WatchAsync(_cut, _over.Token));
    }

    /// <summary>From one look of the guard to the next: the clock stands still while it looks.</summary>
    async Task PassAsync(int seconds)
    {
        var (until, cut) = (_time.Elapsed + TimeSpan.FromSeconds(seconds), WhenCutAsync());
        await _time.WhenTimersWaitAsync();
        while (_time.Elapsed < until && !_cut.IsCancellationRequested)
        {
            Assert.True(_time.TryAdvanceToNext());
            await Task.WhenAny(_time.WhenTimersWaitAsync(), cut);
        }
    }

    async Task WhenCutAsync()
    {
        var cut = new TaskCompletionSource();
        await using (_cut.Token.Register(cut.SetResult)) await cut.Task;
    }
}
