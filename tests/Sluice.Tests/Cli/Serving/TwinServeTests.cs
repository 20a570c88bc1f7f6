using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Serving;

public sealed class TwinServeTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task It_prints_where_it_answers_and_stops_at_the_first_signal()
    {
        var signal = new ManualSignal();
        var output = new LineWaiter();

        Task<int> serving = Sluice.Cli.Commands.CommandLine.RunAsync(
            ["twin", "serve", "gpt-oss-120b", "--topology", "cluster:2", "--speed", "100", "--port", "0"], Setup(signal).Open(output, TextWriter.Null));
        string welcome = await output.FirstLineAsync;
        string url = welcome.Split("answers on ")[1].Split(';')[0];
        using var http = new HttpClient();
        string models = await http.GetStringAsync(new Uri($"{url}/models"));
        signal.Send();

        Assert.Equal("gpt-oss-120b", JsonElement.Parse(models).GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal(0, await serving);
        Assert.Equal($"The twin of gpt-oss-120b on dgx-spark, cluster:2, 100 times as fast, answers on {url}; Ctrl-C stops it. Try:", welcome);
    }

    [Theory]
    [InlineData("gpt-os-120b", "unknown model 'gpt-os-120b'; did you mean gpt-oss-120b")]
    [InlineData("gpt-oss-120b --hardware rtx-3060", "GiB are missing")]
    [InlineData("gpt-oss-120b --text loud", "--text: 'loud' is no way to answer; allowed: seeded, prompt or echo")]
    [InlineData("gpt-oss-120b --speed 1000", "--speed: '1000' is no number in range; allowed: a whole number from 1 to 100")]
    [InlineData("gpt-oss-120b --topology ring", "unknown topology 'ring'")]
    [InlineData("gpt-oss-120b --faults none.yaml", "--faults: there is no file 'none.yaml'")]
    [InlineData("gpt-oss-120b --faults bad.yaml", "bad.yaml:2: unknown fault 'explode'; allowed: any status from 400 to 599, refuse")]
    public async Task What_cannot_be_served_is_told(string arguments, string message)
    {
        File.WriteAllText(folder.At("bad.yaml"), "faults:\n  - fault: explode\n");

        CommandRun run = await CommandRun.OfAsync(Setup(new ManualSignal()), ["twin", "serve", .. arguments.Split(' '), "--port", "0"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_under_the_names_that_it_is_told()
    {
        var signal = new ManualSignal();
        var output = new LineWaiter();

        Task<int> serving = Sluice.Cli.Commands.CommandLine.RunAsync(
            ["twin", "serve", "llama-3.1-8b", "--hardware", "h100", "--served-model-name", "gpt-4o, small", "--port", "0"], Setup(signal).Open(output, TextWriter.Null));
        string url = (await output.FirstLineAsync).Split("answers on ")[1].Split(';')[0];
        using var http = new HttpClient();
        JsonElement models = JsonElement.Parse(await http.GetStringAsync(new Uri($"{url}/models"))).GetProperty("data");
        signal.Send();
        await serving;

        Assert.Equal(["gpt-4o", "small"], models.EnumerateArray().Select(model => model.GetProperty("id").GetString()));
        Assert.True(models[0].GetProperty("x_sluice").GetProperty("verbatim").GetBoolean());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        CommandRun run = await CommandRun.OfAsync(Setup(new ManualSignal()), "twin", "serve", "llama-3.1-8b", "--port", $"{port}");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"sluice: twin serve: port {port} on 127.0.0.1 cannot be listened on: ", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private TerminalSetup Setup(ManualSignal signal) => new() { WorkingFolder = folder.Path, OnStopSignal = signal.Register };
}
