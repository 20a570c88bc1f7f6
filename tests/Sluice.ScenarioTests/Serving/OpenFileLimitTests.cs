using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sluice.ScenarioTests.Serving;

/// <summary>A server in a process that may open few files, and more clients than that.</summary>
public sealed class OpenFileLimitTests
{
    const int OpenFiles = 700; // the server keeps 512 of them for itself
    const int Clients = 1000;

    [Theory]
    [InlineData("twin serve smollm2-135m --hardware h100 --port 0")]
    [InlineData("engine serve --port 0 --threads 1")]
    public async Task More_clients_than_open_files_are_turned_away_and_the_server_lives(string command)
    {
        if (!OperatingSystem.IsLinux()) return; // the limit is read from /proc
        using var server = Start(command);
        try
        {
            var port = await PortAsync(server);
            var clients = new List<Socket>();
            for (var i = 0; i < Clients; i++)
            {
                var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
                clients.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, port);
                SendHalf(client);
            }

            foreach (var client in clients) client.Dispose();
            var health = await HealthAsync(port, server);

            Assert.Contains("\"ok\"", health, StringComparison.Ordinal);
            Assert.False(server.HasExited);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    static Process Start(string command)
    {
        var sluice = Path.Combine(AppContext.BaseDirectory, "sluice.dll");
        return Process.Start(new ProcessStartInfo("sh", ["-c", $"ulimit -n {OpenFiles}; exec dotnet exec '{sluice}' {command}"]) { RedirectStandardOutput = true })!;
    }

    /// <summary>Half of a request: the connection stays open.</summary>
    static void SendHalf(Socket client)
    {
        try
        {
            client.Send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n"u8);
        }
        catch (SocketException)
        {
            // It was turned away already.
        }
    }

    /// <summary>Until the server has noticed that clients left, it may turn this one away too.</summary>
    static async Task<string> HealthAsync(int port, Process server)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                return await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/health"));
            }
            catch (HttpRequestException) when (!server.HasExited)
            {
                await Task.Yield();
            }
        }
    }

    static async Task<int> PortAsync(Process server)
    {
        var welcome = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server ended");
        return new Uri(welcome.Split("answers on ")[1].Split(';')[0]).Port;
    }
}
