using System.Diagnostics;
using System.Text.Json;
using Sluice.Twin.Serving;

namespace Sluice.Benchmarks.Streams;

/// <summary>A client in a process of its own: a process may open so many sockets, and what the server's holds is to be told apart.</summary>
internal abstract class Client
{
    public abstract string Name { get; }

    public abstract Task<ClientCount> RunAsync(TwinServer server, StreamLoad load);

    /// <summary>Our own, which holds each text against the one that it must echo.</summary>
    public sealed class Ours : Client
    {
        public override string Name => "ours";

        public override async Task<ClientCount> RunAsync(TwinServer server, StreamLoad load) =>
            ClientCount.Parse(await OutputAsync(Environment.ProcessPath!, [.. Host, OwnClient.Verb, $"{server.BaseUrl}", load.Server.Model, $"{load.Streams}", $"{load.Tokens}"]));

        static string[] Host => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Ours).Assembly.Location] : [];
    }

    /// <summary>A few dozen lines of C, which count events: what is left is the server's cost.</summary>
    public sealed class Counter : Client, IDisposable
    {
        const string Source = "bench/Sluice.Benchmarks/Native/stream_counter.c";

        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stream-counter");

        Counter()
        {
        }

        public override string Name => "counter in C";

        string Program => Path.Combine(folder.FullName, "stream_counter");

        /// <summary>Null where there is no C compiler.</summary>
        public static async Task<Counter?> BuildAsync()
        {
            var counter = new Counter();
            try
            {
                await OutputAsync("cc", ["-O2", "-o", counter.Program, Source]);
                return counter;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                counter.Dispose();
                return null;
            }
        }

        public override async Task<ClientCount> RunAsync(TwinServer server, StreamLoad load)
        {
            var body = Path.Combine(folder.FullName, "body.json");
            await File.WriteAllTextAsync(body, JsonSerializer.Serialize(new { model = load.Server.Model, stream = true, messages = new[] { new { role = "user", content = CountingText.Of(load.Tokens) } } }));
            var events = load.Tokens + 2; // one for the role and one for the end
            return ClientCount.Parse(await OutputAsync(Program, [$"{server.BaseUrl.Port}", $"{load.Streams}", $"{events}", body, $"{load.Slow}"]));
        }

        public void Dispose() => folder.Delete(recursive: true);
    }

    static async Task<string> OutputAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
