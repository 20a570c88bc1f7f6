using Sluice.Twin.Scheduling;
using Sluice.Twin.Simulating;

namespace Sluice.Tests.Twin;

/// <summary>Schedules small enough to be worked out by hand; the toy server's steps take one second.</summary>
public sealed class SchedulerTests
{
    [Fact]
    public void A_burst_shares_steps_and_the_budget_cuts_prompts()
    {
        // Budget 100, prompts of 60, three answers of 3 tokens.
        // Step 1: A 60, B 40.  Step 2: A decodes, B's last 20, C 60 → B and C first at 2.  Step 3: A's third; B and C end at 4.
        var result = Run(new Arrivals.Burst(3), 60, 3, ToyServer.Settings(budget: 100));

        Assert.Equal([1, 2, 2], Firsts(result));
        Assert.Equal([3, 4, 4], Lasts(result));
    }

    [Fact]
    public void A_cap_on_sequences_makes_a_second_wave()
    {
        var result = Run(new Arrivals.Burst(4), 10, 5, ToyServer.Settings(sequences: 2));

        Assert.Equal([1, 1, 6, 6], Firsts(result));
        Assert.Equal([5, 5, 10, 10], Lasts(result));
    }

    [Fact]
    public void A_full_cache_preempts_the_newest_and_computes_it_again()
    {
        // Blocks of 16 tokens, room for 4. Each prompt of 16 takes one block and a second with its first answer token.
        // Both run to 32 tokens (step 17 each); at step 18 A needs a third block: B, the newest, is thrown out.
        // A answers its last of 20 at step 20. B, with 17 tokens out, computes 16 + 17 tokens again in step 21 and ends at step 23.
        var result = Run(new Arrivals.Burst(2), 16, 20, ToyServer.Settings(pool: 64));

        Assert.Equal(1, result.Preemptions);
        Assert.Equal([1, 1], Firsts(result));
        Assert.Equal([20, 23], Lasts(result));
        Assert.Equal(64, result.CachePeak);
    }

    [Fact]
    public void A_prompt_waits_until_all_of_it_has_room()
    {
        // A step takes 1 s and 10 ms a token, at most 16 tokens; room for six blocks of 16. A (48 + 17) takes three steps of prompt, then
        // sixteen decodes with four blocks; B (64 + 1) needs four and waits for A's end: 3 x 1.16 + 16 x 1.01, then 4 x 1.16.
        var (ends, preemptions) = LongPrompts(ToyServer.Settings(pool: 96, budget: 16));

        Assert.Equal((0, 19.64, 24.28), (preemptions, ends[0], ends[1]));
    }

    [Fact]
    public void A_prompt_that_enters_by_its_first_chunk_is_thrown_out_again_and_again()
    {
        // The same: B enters in step 4 with 15 tokens, has 30 after step 5 and no room in step 6; so five times until A's step 18.
        // A: 3 x 1.16 + 5 x (1.16 + 1.16 + 1.01) + 1.16. B has 15 of its 64 by then: 3 x 1.16 + 1.01 more.
        var (ends, preemptions) = LongPrompts(ToyServer.Settings(pool: 96, budget: 16) with { AdmitOnlyWhole = false });

        Assert.Equal((5, 21.29, 25.78), (preemptions, ends[0], ends[1]));
    }

    [Fact]
    public void A_request_that_can_never_fit_is_refused()
    {
        var result = Run(new Arrivals.Burst(1), 60, 20, ToyServer.Settings(pool: 64));

        Assert.Equal(1, result.Refused);
        Assert.Null(result.Requests[0].FirstToken);
    }

    [Fact]
    public void A_shared_prompt_beginning_is_computed_once()
    {
        // A step takes 1 s and 10 ms a token. Prompts of 100, the first 64 alike (four whole blocks).
        // A computes 100, B and C 36 each beside it: 1 + 1.72 s. Without the cache: 1 + 3 s.
        var load = new Load { Arrivals = new Arrivals.Burst(3), Prompt = LengthRange.Fixed(100), Output = LengthRange.Fixed(1), SharedPrefix = 64 };

        var shared = new Simulation(ToyServer.PerToken, ToyServer.Settings(prefixes: true), ToyServer.Cache).Run(load);
        var alone = new Simulation(ToyServer.PerToken, ToyServer.Settings(), ToyServer.Cache).Run(load);

        Assert.Equal(128, shared.CachedTokens);
        Assert.Equal([2.72, 2.72, 2.72], Firsts(shared));
        Assert.Equal([4, 4, 4], Firsts(alone));
        Assert.Equal(64 + 3 * 48, shared.CachePeak);   // the prefix once, and three blocks for each rest of 36
    }

    [Fact]
    public void The_last_token_of_a_prompt_is_computed_even_when_all_of_it_is_cached()
    {
        // Prompts of 64 that are wholly alike: a hit covers 48, the largest whole number of blocks below 64.
        var load = new Load { Arrivals = new Arrivals.Burst(2), Prompt = LengthRange.Fixed(64), Output = LengthRange.Fixed(1), SharedPrefix = 64 };

        var result = new Simulation(ToyServer.PerToken, ToyServer.Settings(prefixes: true), ToyServer.Cache).Run(load);

        Assert.Equal(48, result.CachedTokens);
    }

    [Fact]
    public void An_idle_prefix_gives_way_to_a_request_that_needs_the_room()
    {
        // After A (64 tokens, all prefix) the prefix stays. B needs 5 blocks of the pool's 6, so it has to go.
        var server = new ModelServer(ToyServer.OneSecond, ToyServer.Settings(pool: 96, prefixes: true), ToyServer.Cache);
        Assert.True(server.TrySubmit(0, 64, 1, prefixGroup: 0, prefixTokens: 64));
        Finish(server);
        Assert.Equal(64 / 96.0, server.CacheUse, 1e-9);

        Assert.True(server.TrySubmit(1, 80, 1, prefixGroup: 1, prefixTokens: 0));
        Finish(server);

        Assert.Equal(0, server.CacheUse, 1e-9);
        Assert.Equal(0, server.Preemptions);
    }

    [Fact]
    public void Mixed_lengths_leave_as_they_end_and_others_come_in()
    {
        // Two slots. Answers of 2 and 4 tokens, then 3: A ends at 2, C starts in step 3 and ends at 5; B ends at 4.
        var server = new ModelServer(ToyServer.OneSecond, ToyServer.Settings(sequences: 2), ToyServer.Cache);
        foreach (var (id, output) in new[] { (0, 2), (1, 4), (2, 3) }) Assert.True(server.TrySubmit(id, 10, output));

        var ends = new double[3];
        for (var now = 0.0; server.TryPlan(double.PositiveInfinity, stepwise: false, out var plan);)
        {
            now += plan.Seconds;
            server.Complete(plan);
            foreach (var id in server.Finished) ends[id] = now;
        }

        Assert.Equal([2, 4, 5], ends);
    }

    [Fact]
    public void A_closed_loop_keeps_its_number_in_flight()
    {
        // Three seconds a request, two at a time, six requests: pairs end at 3, 6, 9.
        var result = Run(new Arrivals.ClosedLoop(2, 6), 10, 3, ToyServer.Settings());

        Assert.Equal([3, 3, 6, 6, 9, 9], Lasts(result));
        Assert.Equal([0, 0, 3, 3, 6, 6], result.Requests.Select(request => request.Sent.TotalSeconds));
    }

    [Fact]
    public void Poisson_arrivals_wait_as_the_queueing_formula_says()
    {
        // One slot and a fixed service of 2 steps: M/D/1 with utilization 0.6 waits ρ s / (2 (1 − ρ)) = 1.5 s (Pollaczek–Khinchine).
        const double service = 2, utilization = 0.6;
        var load = new Load
        {
            Arrivals = new Arrivals.Poisson(utilization / service, 200_000),
            Prompt = LengthRange.Fixed(10),
            Output = LengthRange.Fixed(2),
            Seed = 7,
        };

        var result = new Simulation(ToyServer.OneSecond, ToyServer.Settings(sequences: 1), ToyServer.Cache).Run(load);

        var waited = result.Requests.Average(request => request.EndToEnd!.Value.TotalSeconds) - service;
        Assert.Equal(utilization * service / (2 * (1 - utilization)), waited, 0.03);
    }

    [Fact]
    public void A_trace_arrives_when_it_says()
    {
        var result = Run(new Arrivals.Trace([0.0, 0.5, 10.0]), 10, 2, ToyServer.Settings());

        // The second is seen at the step that starts at 1.
        Assert.Equal([1, 2, 11], Firsts(result));
        Assert.Throws<ArgumentException>(() => Run(new Arrivals.Trace([1.0, 0.5]), 10, 2, ToyServer.Settings()));
    }

    /// <summary>A prompt of 48 with 17 tokens of answer, and one of 64 with one, both there from the start: when each ends.</summary>
    static (double[] Ends, int Preemptions) LongPrompts(ServerSettings settings)
    {
        var server = new ModelServer(ToyServer.PerToken, settings, ToyServer.Cache);
        Assert.True(server.TrySubmit(0, 48, 17));
        Assert.True(server.TrySubmit(1, 64, 1));
        var ends = new double[2];
        for (var now = 0.0; server.TryPlan(double.PositiveInfinity, stepwise: false, out var plan);)
        {
            now += plan.Seconds;
            server.Complete(plan);
            foreach (var id in server.Finished) ends[id] = Math.Round(now, 6);
        }

        return (ends, server.Preemptions);
    }

    static void Finish(ModelServer server)
    {
        while (server.TryPlan(double.PositiveInfinity, stepwise: false, out var plan)) server.Complete(plan);
    }

    static SimulationResult Run(Arrivals arrivals, int prompt, int output, ServerSettings settings) =>
        new Simulation(ToyServer.OneSecond, settings, ToyServer.Cache)
            .Run(new Load { Arrivals = arrivals, Prompt = LengthRange.Fixed(prompt), Output = LengthRange.Fixed(output) });

    static IEnumerable<double> Firsts(SimulationResult result) => result.Requests.Select(request => Math.Round(request.FirstToken!.Value.TotalSeconds, 6));

    static IEnumerable<double> Lasts(SimulationResult result) => result.Requests.Select(request => Math.Round(request.LastToken!.Value.TotalSeconds, 6));
}
