using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Serving;

public sealed class EngineServeTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task It_prints_where_it_answers_and_stops_at_the_first_signal()
    {
        TinyGguf.Write(folder.At("tiny.gguf"));
        var signal = new ManualSignal();
        var output = new LineWaiter();

        Task<int> serving = Sluice.Cli.Commands.CommandLine.RunAsync(
            ["engine", "serve", "tiny.gguf", "--port", "0", "--parallel", "2", "--threads", "1", "--key-env", "KEY"],
            Setup(signal).Open(output, TextWriter.Null));
        string welcome = await output.FirstLineAsync;
        string url = welcome.Split(' ')[3];
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "s3cret") } };
        string models = await http.GetStringAsync(new Uri($"{url}/models"));
        using HttpResponseMessage keyless = await new HttpClient().GetAsync(new Uri($"{url}/models"));
        signal.Send();

        Assert.Equal("tiny", JsonDocument.Parse(models).RootElement.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, keyless.StatusCode);
        Assert.Equal(0, await serving);
        Assert.Equal($"tiny answers on {url} to those who send the key in KEY; Ctrl-C stops it. Try:", welcome);
        Assert.DoesNotContain("s3cret", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4096", "sluice: note: tiny was trained with a context of 2,048 tokens: no prompt with its answer may be longer, and the 4,096 of --context are room for several at once\n")]
    [InlineData("2048", "")]
    public async Task A_context_beyond_the_trained_one_is_told_for_what_it_is(string context, string note)
    {
        TinyGguf.Write(folder.At("tiny.gguf"), contextLength: 2048);
        var signal = new ManualSignal();
        var output = new LineWaiter();
        var error = new StringWriter { NewLine = "\n" };

        Task<int> serving = Sluice.Cli.Commands.CommandLine.RunAsync(["engine", "serve", "tiny.gguf", "--port", "0", "--threads", "1", "--context", context], Setup(signal).Open(output, error));
        await output.FirstLineAsync;
        signal.Send();

        Assert.Equal(0, await serving);
        Assert.Equal(note, error.ToString());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        TinyGguf.Write(folder.At("tiny.gguf"));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        CommandRun run = await CommandRun.OfAsync(Setup(new ManualSignal()), "engine", "serve", "tiny.gguf", "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}", "--threads", "1");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"sluice: engine serve: Port {((IPEndPoint)taken.LocalEndpoint).Port} on 127.0.0.1 cannot be listened on: ", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private TerminalSetup Setup(ManualSignal signal) => new()
    {
        WorkingFolder = folder.Path,
        OnStopSignal = signal.Register,
        Environment = new Dictionary<string, string> { ["KEY"] = "s3cret" },
    };
}
