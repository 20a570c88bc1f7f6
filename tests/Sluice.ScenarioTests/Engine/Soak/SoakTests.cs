using System.Diagnostics;
using Sluice.Engine;
using Sluice.Engine.Serving;
using Sluice.Testing;
using Xunit.Abstractions;

namespace Sluice.ScenarioTests.Engine.Soak;

/// <summary>Ten thousand requests of all kinds and sizes, a quarter of whose clients go away: nothing is left behind.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class SoakTests(ITestOutputHelper output)
{
    const int Requests = 10_000, WarmUp = 1_500, AtOnce = 32;
    const int Parallel = 12, Context = 2048;

    [Fact]
    public async Task Nothing_leaks_over_ten_thousand_requests()
    {
        using var folder = new TempFolder();
        var options = new EngineOptions { ModelPath = TinyGguf.Write(folder.At("tiny.gguf")), Parallel = Parallel, ContextTokens = Context, Threads = 1, QueueLimit = AtOnce + 2 };
        await using var server = await EngineServer.StartAsync(options, new EngineServerOptions(), CancellationToken.None);
        using var client = new SoakClient(server.BaseUrl);

        await client.RunAsync(0, WarmUp, AtOnce);
        await client.IdleAsync();
        var before = Held.Now();
        await client.RunAsync(WarmUp, Requests, AtOnce);
        var idle = await client.IdleAsync();
        var after = Held.Now();

        output.WriteLine($"{string.Join(", ", client.Ends.Select(end => $"{end.Key} {end.Value}"))}; {before} -> {after}; {idle}");
        Assert.All(client.Ends.Keys, end => Assert.Contains(end, (string[])["whole", "streamed", "left", "refused", "full"]));
        Assert.Equal(Requests, client.Ends.Values.Sum());
        Assert.All((string[])["whole", "streamed", "left", "refused"], end => Assert.InRange(client.Ends[end], 100, Requests));
        Assert.InRange(after.Handles, 0, before.Handles + 40); // connections of the client may come and go
        Assert.InRange(after.ManagedBytes, 0, before.ManagedBytes + (8 << 20));
        Assert.InRange(after.ResidentBytes, 0, before.ResidentBytes + (96 << 20));

        // Every cell and every place can be had again.
        Assert.InRange(idle.GetProperty("kv_used").GetInt32(), 0, Context / 2);
        Assert.Equal("whole", await client.SendAsync(Long(Context - 200, tokens: 100)));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, Parallel).Select(number => client.SendAsync(Long(100 + number, tokens: 50)))), end => Assert.Equal("whole", end));
    }

    static SoakRequest Long(int prompt, int tokens) =>
        new("completions", $$"""{"model": "tiny", "prompt": "{{new string('z', prompt)}}", "max_tokens": {{tokens}}, "ignore_eos": true, "cache_prompt": false}""", null, null);

    /// <summary>What the process holds.</summary>
    readonly record struct Held(int Handles, long ManagedBytes, long ResidentBytes)
    {
        public static Held Now()
        {
            var managed = GC.GetTotalMemory(forceFullCollection: true);
            using var process = Process.GetCurrentProcess();
            return new Held(process.HandleCount, managed, process.WorkingSet64);
        }
    }
}
