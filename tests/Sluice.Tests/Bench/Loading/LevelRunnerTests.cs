using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Requests;
using Sluice.Protocol.Client;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Bench.Loading;

public sealed class LevelRunnerTests
{
    [Fact]
    public async Task A_level_that_is_stopped_cuts_off_what_is_in_flight_and_sends_nothing_more()
    {
        using var server = new SilentServer(requests: 2);
        using var client = new ModelClient(new ModelEndpoint { BaseUrl = new("http://test:8000/v1") }, server);
        var source = new ListSource([.. Enumerable.Repeat(new RequestDraft(Question, null, null), 1000)], again: null);
        var plan = new LevelPlan { Backend = "server", Prompt = 1, Output = 1, Concurrency = 2 };
        var runner = new LevelRunner(new RequestSender(client, new BenchClock(TimeProvider.System)), source, plan, new StopRule { Runs = 400, WarmUp = 0 }, 1, _ => { }, null, null, seed: 1);
        using var stop = new CancellationTokenSource();

        var running = runner.RunAsync(null, stop.Token);
        await server.Asked;
        await Task.Run(stop.Cancel);
        var (why, _) = await running;

        Assert.Equal((EndReason.Stopped, 2), (why, runner.Requests.Count));
    }
}
