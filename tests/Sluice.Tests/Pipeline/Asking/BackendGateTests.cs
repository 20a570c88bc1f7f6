using Sluice.Pipeline.Asking;
using Sluice.Protocol.Failures;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Asking;

public sealed class BackendGateTests
{
    static readonly Failure away = new(FailureReason.Transport, "refused");

    readonly ManualClock clock = new();
    readonly BackoffOptions options = new() { First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(16), Patience = TimeSpan.FromMinutes(10) };

    [Fact]
    public void Pauses_double_up_to_a_limit_and_are_spread_by_half()
    {
        var gate = new BackendGate(options, clock);

        for (var nth = 1; nth <= 40; nth++)
        {
            var expected = Math.Min(16, Math.Pow(2, nth - 1));
            Assert.InRange(gate.PauseAfter(away, nth)!.Value.TotalSeconds, expected * 0.5, expected * 1.5);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_pauses()
    {
        var (one, other) = (new BackendGate(options, clock), new BackendGate(options, clock));

        Assert.Equal(Enumerable.Range(1, 9).Select(nth => one.PauseAfter(away, nth)), Enumerable.Range(1, 9).Select(nth => other.PauseAfter(away, nth)));
    }

    [Fact]
    public async Task A_server_that_asks_for_time_gets_it_from_all_records()
    {
        var gate = new BackendGate(options, clock);

        var pause = gate.PauseAfter(new Failure(FailureReason.Capacity, "full") { RetryAfter = TimeSpan.FromSeconds(20) }, 1);
        var neighbour = gate.WaitAsync(default);

        Assert.Equal(TimeSpan.FromSeconds(20), pause);
        clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(neighbour.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await neighbour;
    }

    [Fact]
    public void Patience_ends_when_nothing_useful_was_heard_for_long()
    {
        var gate = new BackendGate(options, clock);

        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(gate.PauseAfter(away, 1));
        gate.Heard();
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(gate.PauseAfter(away, 1));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(gate.PauseAfter(away, 1));
        Assert.Null(gate.PauseAfter(new Failure(FailureReason.Capacity, "full") { RetryAfter = TimeSpan.FromHours(1) }, 1));
    }
}
