using Sluice.Catalog.Topologies;
using Sluice.Testing;
using Sluice.Tests.Twin;
using Sluice.Twin.Balancing;
using Sluice.Twin.Costs;
using Sluice.Twin.Scheduling;
using Sluice.Twin.Serving.Live;
using Sluice.Twin.Simulating;

namespace Sluice.Tests.Twin.Serving;

/// <summary>The live model without a wire, on a clock that the test moves; what the simulation says of the same requests is the truth.</summary>
public sealed class LiveModelTests
{
    static readonly ServerSettings Settings = ToyServer.Settings(pool: 160, budget: 50, sequences: 6);

    const int Digits = 6; // of seconds: the simulation's timings are whole ticks

    readonly ManualClock _clock = new();

    [Fact]
    public async Task Each_answer_ends_when_the_simulation_says()
    {
        await using var model = Model(ToyServer.PerToken, Settings);

        var answers = Submit(model, 8);
        await PassAsync(answers);

        Assert.Equal(Simulated(ToyServer.PerToken, Settings, 8), answers.Select(answer => Math.Round(answer.Due, Digits)));
        Assert.All(answers, answer => Assert.Equal(LiveEnd.Whole, answer.End));
    }

    [Fact]
    public async Task A_loop_that_wakes_late_keeps_its_deadlines()
    {
        await using var model = Model(ToyServer.PerToken, Settings);

        var answers = Submit(model, 8);
        await _clock.WhenTimersWaitAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        foreach (var answer in answers) await answer.MoreThanAsync(answer.Tokens - 1);

        Assert.Equal(Simulated(ToyServer.PerToken, Settings, 8), answers.Select(answer => Math.Round(answer.Due, Digits)));
    }

    [Fact]
    public async Task Speed_shortens_the_wall_clock_and_nothing_else()
    {
        await using var model = Model(ToyServer.OneSecond, ToyServer.Settings(), speed: 10);

        var answers = Submit(model, 1);
        await PassAsync(answers);

        Assert.Equal(12, answers[0].Due);
        Assert.Equal(TimeSpan.FromSeconds(1.2), _clock.Elapsed);
    }

    [Fact]
    public async Task A_request_waits_for_the_step_that_runs()
    {
        await using var model = Model(ToyServer.OneSecond, ToyServer.Settings());
        var first = Submit(model, 1);
        await _clock.WhenTimersWaitAsync();

        _clock.Advance(TimeSpan.FromSeconds(0.5));
        var second = model.Submit(10, 3)!;
        await PassAsync([.. first, second]);

        Assert.Equal(4, second.Due); // joins at 1 s, and takes three steps
    }

    [Fact]
    public async Task Requests_that_come_before_an_idle_server_begins_start_together()
    {
        await using var model = Model(ToyServer.PerToken, ToyServer.Settings(), latency: 2);
        var first = model.Submit(40, 3)!;
        await _clock.WhenTimersWaitAsync();

        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = model.Submit(40, 3)!;
        await PassAsync([first, second]);

        // Both prompts in the first step, from 2 s on: 1 + 0.8 s, then two steps of 1.02 s.
        Assert.Equal((5.84, 5.84), (Math.Round(first.Due, Digits), Math.Round(second.Due, Digits)));
    }

    [Fact]
    public async Task A_client_that_leaves_frees_its_place()
    {
        await using var model = Model(ToyServer.OneSecond, ToyServer.Settings(sequences: 1));
        var first = model.Submit(10, 1000)!;
        var second = model.Submit(10, 3)!;
        await first.MoreThanAsyncWhile(_clock, 4);

        model.Cancel(first);
        await PassAsync([second]);

        Assert.Equal((LiveEnd.Cancelled, LiveEnd.Whole), (first.End, second.End));
        Assert.InRange(second.Due, 8, 100); // 5 steps for the first and some until its leaving is seen, not the 1,000 it asked for
        Assert.Equal(0, model.Status[0].Running);
    }

    [Fact]
    public async Task A_restart_drops_all_and_goes_on_with_new_ones()
    {
        await using var model = Model(ToyServer.OneSecond, ToyServer.Settings());
        var before = model.Submit(10, 1000)!;
        await before.MoreThanAsyncWhile(_clock, 2);

        model.Restart();
        await before.MoreThanAsyncWhile(_clock, 999);
        var after = model.Submit(10, 3)!;
        await PassAsync([after]);

        Assert.Equal((LiveEnd.Dropped, LiveEnd.Whole), (before.End, after.End));
    }

    [Fact]
    public async Task What_can_never_fit_is_refused_at_once()
    {
        await using var model = Model(ToyServer.OneSecond, ToyServer.Settings(pool: 64));

        Assert.Null(model.Submit(60, 10));
    }

    LiveModel Model(StepCost cost, ServerSettings settings, double speed = 1, double latency = 0) =>
        new(() => new ModelServer(cost, settings, ToyServer.Cache) { NotesTokens = true }, 1, Balancer.Of(Routing.Shuffle, 1, 1), new LiveClock(_clock, speed), latency);

    static LiveAnswer[] Submit(LiveModel model, int count) => [.. Enumerable.Range(0, count).Select(_ => model.Submit(40, 12)!)];

    static IEnumerable<double> Simulated(StepCost cost, ServerSettings settings, int count)
    {
        var load = new Load { Arrivals = new Arrivals.Burst(count), Prompt = LengthRange.Fixed(40), Output = LengthRange.Fixed(12) };
        var result = new Simulation(cost, settings, ToyServer.Cache) { Stepwise = true }.Run(load);
        Assert.True(result.Preemptions > 0, "the case is meant to preempt");
        return result.Requests.Select(request => Math.Round(request.LastToken!.Value.TotalSeconds, Digits));
    }

    async Task PassAsync(IReadOnlyList<LiveAnswer> answers)
    {
        foreach (var answer in answers) await answer.MoreThanAsyncWhile(_clock, answer.Tokens - 1);
    }
}
