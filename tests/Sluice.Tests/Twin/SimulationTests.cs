using Sluice.Bench.Events;
using Sluice.Catalog;
using Sluice.Catalog.Topologies;
using Sluice.Catalog.Work;
using Sluice.Twin.Balancing;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Costs;
using Sluice.Twin.Scheduling;
using Sluice.Twin.Simulating;

namespace Sluice.Tests.Twin;

public sealed class SimulationTests
{
    static readonly CatalogIndex Catalog = CatalogIndex.Load();

    static readonly Load Mixed = new()
    {
        Arrivals = new Arrivals.Poisson(2, 120),
        Prompt = new LengthRange(50, 3000),
        Output = new LengthRange(1, 400),
        Seed = 11,
    };

    [Theory]
    [InlineData("gpt-oss-120b")]
    [InlineData("gemma4-26b")]
    [InlineData("nemotron-3-super")]
    public void Jumping_over_equal_steps_changes_nothing(string model)
    {
        // A cache for about six, so that preemption and window crossings happen too.
        var (cost, shape) = Server(model);
        var settings = new ServerSettings { MaxBatchedTokens = 2048, MaxSequences = 24, CacheBytes = 6 * (shape.SequenceBytes + 1200 * (shape.TokenBytes + shape.WindowTokenBytes)) };

        var jumped = new Simulation(cost, settings, shape).Run(Mixed);
        var stepped = new Simulation(cost, settings, shape) { Stepwise = true }.Run(Mixed);

        Assert.True(jumped.Preemptions > 0);
        Assert.Equal((stepped.Preemptions, stepped.Steps, stepped.GeneratedTokens), (jumped.Preemptions, jumped.Steps, jumped.GeneratedTokens));
        for (var i = 0; i < stepped.Requests.Length; i++)
        {
            Assert.Equal(stepped.Requests[i].FirstToken!.Value.TotalSeconds, jumped.Requests[i].FirstToken!.Value.TotalSeconds, 1e-5);
            Assert.Equal(stepped.Requests[i].LastToken!.Value.TotalSeconds, jumped.Requests[i].LastToken!.Value.TotalSeconds, 1e-5);
        }
    }

    [Fact]
    public void Every_token_that_was_asked_for_is_generated_once()
    {
        var (cost, shape) = Server("gpt-oss-120b");

        var result = new Simulation(cost, new ServerSettings(), shape).Run(Mixed);

        Assert.Equal(result.Requests.Sum(request => request.OutputTokens), result.GeneratedTokens);
        Assert.All(result.Requests, request => Assert.True(request.Sent < request.FirstToken && request.FirstToken <= request.LastToken));
    }

    [Theory]
    [InlineData(Routing.Shuffle)]
    [InlineData(Routing.LeastBusy)]
    [InlineData(Routing.LeastLoaded)]
    public void The_same_seed_gives_the_same_run(Routing routing)
    {
        var first = Replicas(routing, new Arrivals.ClosedLoop(16, 100));
        var second = Replicas(routing, new Arrivals.ClosedLoop(16, 100));

        Assert.Equal(first.Requests, second.Requests);
        Assert.Equal(first.Replicas, second.Replicas);
    }

    [Fact]
    public void Least_busy_sends_a_whole_burst_one_way_and_least_loaded_half()
    {
        Assert.Equal(32, Replicas(Routing.LeastBusy, new Arrivals.Burst(32)).Replicas.Count(replica => replica == 0));
        Assert.Equal(16, Replicas(Routing.LeastLoaded, new Arrivals.Burst(32)).Replicas.Count(replica => replica == 0));
    }

    [Fact]
    public void Shuffle_spreads_a_burst_as_coins_fall()
    {
        var first = Replicas(Routing.Shuffle, new Arrivals.Burst(400)).Replicas.Count(replica => replica == 0);

        Assert.InRange(first, 160, 240);   // 200 ± 4 standard deviations
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var (cost, shape) = Server("gpt-oss-120b");
        var server = new ModelServer(cost, new ServerSettings { CacheBytes = 64 * 2000 * (shape.TokenBytes + shape.WindowTokenBytes) }, shape);
        Fill(server);
        Step(server, 600);   // columns grow and tables fill

        // The least of several: a garbage collection, which any test beside this one may cause, counts what was left of the thread's piece of memory as taken.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Taken(server)));

        static long Taken(ModelServer server)
        {
            server.Reset();
            Fill(server);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Step(server, 600);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        static void Fill(ModelServer server)
        {
            for (var i = 0; i < 64; i++) Assert.True(server.TrySubmit(i, 1000 + i, 500));
        }

        static void Step(ModelServer server, int steps)
        {
            for (var i = 0; i < steps && server.TryPlan(double.PositiveInfinity, stepwise: true, out var plan); i++) server.Complete(plan);
        }
    }

    [Fact]
    public void A_twin_of_two_replicas_answers_every_request_of_a_closed_loop()
    {
        var result = Replicas(Routing.LeastLoaded, new Arrivals.ClosedLoop(16, 200));

        Assert.All(result.Requests, request => Assert.NotNull(request.LastToken));
        Assert.True(InFlight(result.Requests) <= 16);
    }

    static int InFlight(RequestTiming[] requests) => requests.Max(one => requests.Count(other => other.Sent <= one.Sent && other.LastToken > one.Sent));

    static SimulationResult Replicas(Routing routing, Arrivals arrivals)
    {
        var (cost, shape) = Server("gpt-oss-120b");
        return new Simulation(cost, new ServerSettings(), shape, replicas: 2)
            .Run(new Load { Arrivals = arrivals, Prompt = new LengthRange(100, 2000), Output = new LengthRange(10, 200) }, Balancer.Of(routing, 2, seed: 3));
    }

    static (StepCost Cost, CacheShape Shape) Server(string model)
    {
        var work = ModelWork.Of(Catalog.Model(model));
        return (new StepCost(work, CalibrationFile.Bundled("dgx-spark")!.For(model, Catalog.Machine("dgx-spark")), 1), CacheShape.Of(work));
    }
}
