using System.Globalization;
using Sluice.Cli.Commands;
using Sluice.Cli.Configuration;
using Sluice.Cli.ModelFiles;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Engine;
using Sluice.Engine.Serving;

namespace Sluice.Cli.Serving;

/// <summary><c>sluice engine serve</c> from its request to Ctrl-C.</summary>
internal static class ServeSession
{
    public static async Task<int> RunAsync(ServeRequest request, Terminal terminal)
    {
        using var stop = new CancellationTokenSource();
        using IDisposable listening = terminal.OnStopSignal(stop.Cancel);
        string? key = ServerKey.Of(request.KeyEnv, terminal);
        await using EngineServer server = await StartAsync(request, key, terminal, stop.Token);
        WriteWelcome(server, request, terminal);
        WriteContextNote(server, request, terminal);

        var asked = new TaskCompletionSource();
        await using (stop.Token.Register(asked.SetResult))
        {
            await await Task.WhenAny(server.Completion, asked.Task);
        }
        if (!stop.IsCancellationRequested) throw new CouldNotRunException(server.BaseUrl.ToString(), "the server ended by itself");
        terminal.Out.WriteLine("stopped");
        return ExitCode.Done;
    }

    private static async Task<EngineServer> StartAsync(ServeRequest request, string? key, Terminal terminal, CancellationToken ct)
    {
        string model = request.Model is { } typed
            ? ModelLibrary.Of(terminal).Resolve(typed, "engine serve")
            : Path.Combine(SluiceHome.Find(terminal.Environment, terminal.ExecutableFolder), SluiceHome.BundledModel);
        var options = new EngineOptions { ModelPath = model, ContextTokens = request.ContextTokens, Threads = request.Threads };
        options = options with { GpuLayers = request.GpuLayers ?? 0, Family = request.Family, QueueLimit = request.Queue ?? options.QueueLimit };
        if (request.KvType is { } type) options = options with { KvType = KvTypes.ByName[type] };
        if (request.Parallel is { } parallel) options = options with { Parallel = parallel };
        try
        {
            return await EngineServer.StartAsync(options, new EngineServerOptions { Port = request.Port, Key = key }, ct);
        }
        catch (EngineException refusal)
        {
            throw new CouldNotRunException("engine serve", refusal.Message.TrimEnd('.'));
        }
    }

    // A context beyond the trained one makes room for more streams, and for no longer ones: whoever asks for it may expect the latter.
    private static void WriteContextNote(EngineServer server, ServeRequest request, Terminal terminal)
    {
        if (request.ContextTokens is not { } asked || server.LongestRequest is not { } longest || asked <= longest) return;
        string what = server.GivesVectors
            ? "no text may be longer"
            : string.Create(CultureInfo.InvariantCulture, $"no prompt with its answer may be longer, and the {asked:N0} of --context are room for several at once");
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sluice: note: {server.ModelName} was trained with a context of {longest:N0} tokens: {what}"));
    }

    private static void WriteWelcome(EngineServer server, ServeRequest request, Terminal terminal)
    {
        string key = request.KeyEnv is { } variable ? $" -H \"Authorization: Bearer ${variable}\"" : "";
        terminal.Out.WriteLine($"{server.ModelName} answers on {server.BaseUrl}{(key.Length > 0 ? $" to those who send the key in {request.KeyEnv}" : "")}; Ctrl-C stops it. Try:");
        if (server.GivesVectors)
        {
            terminal.Out.WriteLine($"  curl {server.BaseUrl.ToString().TrimEnd('/')}/embeddings{key} -H 'Content-Type: application/json' -d '{{\"model\": \"{server.ModelName}\", \"input\": [\"one text\", \"another\"]}}'");
            return;
        }
        terminal.Out.WriteLine($"  curl {server.BaseUrl.ToString().TrimEnd('/')}/chat/completions{key} -H 'Content-Type: application/json' \\");
        terminal.Out.WriteLine($"    -d '{{\"model\": \"{server.ModelName}\", \"max_tokens\": 60, \"messages\": [{{\"role\": \"user\", \"content\": \"Say hello in one sentence.\"}}]}}'");
    }
}
