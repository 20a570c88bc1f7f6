using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Requests;
using Sluice.Protocol.Client;
using Sluice.Testing;
using Sluice.Tests.Protocol.Client;
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

    [Fact]
    public async Task A_slot_is_free_when_the_server_lets_go_of_its_connection()
    {
        var clock = new ManualClock();
        using var server = new CannedServer(_ => Response(200, "text/event-stream", new PartStream([Content("x") + Finish + Done, new StreamPart.Hang { Meanwhile = () => clock.Advance(TimeSpan.FromSeconds(0.26)) }])));
        using var client = server.Client(clock);
        var plan = new LevelPlan { Backend = "server", Prompt = 1, Output = 1, Concurrency = 1 };
        var source = new ListSource([.. Enumerable.Repeat(new RequestDraft(Question, null, null), 10)], again: null);
        var runner = new LevelRunner(new RequestSender(client, new BenchClock(clock)), source, plan, new StopRule { Requests = 2, WarmUp = 0 }, 1, _ => { }, null, null, seed: 1);

        await runner.RunAsync(null, CancellationToken.None);
        RequestEvents[] requests = [.. runner.Requests.OrderBy(request => request.Id)];

        Assert.Equal(2, requests.Length);
        Assert.Equal(0.26, (requests[1].Scheduled - requests[0].End).TotalSeconds, 3);
    }
}
