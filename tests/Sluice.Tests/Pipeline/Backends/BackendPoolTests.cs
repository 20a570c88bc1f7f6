using Sluice.Pipeline;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Backends;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Backends;

public sealed class BackendPoolTests : IDisposable
{
    static readonly Failure away = new(FailureReason.Transport, "refused");

    readonly ManualClock clock = new();
    readonly BackendBoard board;

    public BackendPoolTests() => board = new BackendBoard(new BackoffOptions { First = TimeSpan.FromSeconds(1) }, clock);

    [Fact]
    public async Task Calls_are_spread_by_load()
    {
        using var pool = PoolOf(Backend("a"), Backend("b"), Backend("c"));

        var leases = new List<BackendLease>();
        for (var call = 0; call < 12; call++) leases.Add(await pool.TakeAsync(null, 0, default));
        foreach (var lease in leases.Where(lease => lease.Backend.Config.Name == "b").ToList()) lease.End(null, accepted: true, null);
        for (var call = 0; call < 4; call++) leases.Add(await pool.TakeAsync(null, 0, default));

        Assert.Equal([4, 8, 4], new[] { "a", "b", "c" }.Select(name => leases.Count(lease => lease.Backend.Config.Name == name)));
    }

    [Fact]
    public async Task A_place_that_is_given_back_twice_is_given_back_once()
    {
        using var pool = PoolOf(Backend("a"));
        var lease = await pool.TakeAsync(null, 0, default);

        lease.End(null, accepted: true, null);
        lease.Dispose();

        Assert.Equal(0, pool.All[0].InFlight);
    }

    [Fact]
    public async Task A_record_that_failed_at_one_backend_is_asked_at_another_unless_that_is_down()
    {
        using var pool = PoolOf(Backend("a"), Backend("b"));
        var (a, b) = (pool.All[0], pool.All[1]);

        using (var busy = await pool.TakeAsync(a, 0, default)) Assert.Same(b, (await pool.TakeAsync(a, 0, default)).Backend);
        for (var failure = 0; failure < Breaker.Tolerated; failure++) (await pool.TakeAsync(a, 0, default)).End(away, accepted: false, null);

        Assert.Same(a, (await pool.TakeAsync(a, 0, default)).Backend);
        Assert.False(pool.HasOther(a));
    }

    [Fact]
    public async Task A_server_that_asks_for_time_gets_it_from_all_records()
    {
        using var pool = PoolOf(Backend("a"));
        (await pool.TakeAsync(null, 0, default)).End(new Failure(FailureReason.Capacity, "full") { RetryAfter = TimeSpan.FromSeconds(20) }, accepted: false, null);

        var next = pool.TakeAsync(null, 0, default).AsTask();
        await clock.WhenTimersWaitAsync();
        clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        await next;
    }

    [Fact]
    public async Task Requests_a_minute_are_spaced_evenly()
    {
        using var pool = PoolOf(Backend("a") with { RequestsPerMinute = 60 });
        await pool.TakeAsync(null, 0, default);

        var second = pool.TakeAsync(null, 0, default).AsTask();
        await clock.WhenTimersWaitAsync();
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        await second;
    }

    [Fact]
    public async Task Tokens_a_minute_are_counted_as_they_turn_out()
    {
        using var pool = PoolOf(Backend("a") with { TokensPerMinute = 60_000 });
        var first = await pool.TakeAsync(null, expectedTokens: 5_000, default);
        first.End(null, accepted: true, new TokenUsage(1_500, 500));

        var second = pool.TakeAsync(null, 2_000, default).AsTask();
        await clock.WhenTimersWaitAsync();
        clock.Advance(TimeSpan.FromSeconds(2));

        await second;
    }

    [Fact]
    public async Task A_backend_takes_no_more_calls_than_it_may_have_open()
    {
        using var pool = PoolOf(Backend("a") with { MaxInFlight = 1 });
        var first = await pool.TakeAsync(null, 0, default);

        var second = pool.TakeAsync(null, 0, default).AsTask();
        Assert.False(second.IsCompleted);
        first.End(null, accepted: true, null);

        await second;
    }

    [Fact]
    public async Task Steps_that_ask_the_same_backend_share_its_limits()
    {
        using var one = PoolOf(Backend("a") with { MaxInFlight = 1 });
        using var other = PoolOf(Backend("a") with { MaxInFlight = 1 });
        var first = await one.TakeAsync(null, 0, default);

        var second = other.TakeAsync(null, 0, default).AsTask();
        Assert.False(second.IsCompleted);
        first.End(null, accepted: true, null);

        await second;
    }

    [Fact]
    public async Task Waiting_ends_when_the_run_stops()
    {
        using var pool = PoolOf(Backend("a") with { MaxInFlight = 1 });
        using var stop = new CancellationTokenSource();
        await pool.TakeAsync(null, 0, default);

        var waiting = new[] { pool.TakeAsync(null, 0, stop.Token).AsTask(), pool.TakeAsync(null, 0, stop.Token).AsTask() };
        await stop.CancelAsync();

        foreach (var one in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
    }

    public void Dispose() => board.Dispose();

    static StepBackend Backend(string name) => new() { Name = name, Model = "m", Endpoint = new ModelEndpoint { BaseUrl = new Uri("http://127.0.0.1:1/v1") } };

    BackendPool PoolOf(params StepBackend[] backends) => new(board, [.. backends.Select(board.Of)]);
}
