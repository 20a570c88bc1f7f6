using Sluice.Catalog;
using Sluice.Catalog.Topologies;
using Sluice.Cli.Commands;
using Sluice.Cli.Planning;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Faults;
using Sluice.Twin.Serving.Texts;
using Sluice.Twin.Simulating;

namespace Sluice.Cli.Serving;

/// <summary><c>sluice twin serve</c> from its request to Ctrl-C.</summary>
internal static class TwinServeSession
{
    private const string Place = "twin serve";

    public static async Task<int> RunAsync(TwinServeRequest request, Terminal terminal)
    {
        using var stop = new CancellationTokenSource();
        using IDisposable listening = terminal.OnStopSignal(stop.Cancel);
        (Scenario scenario, TwinServerOptions options) = PlanningProblems.Reporting(Place, () => Read(request, terminal));
        await using TwinServer server = await StartAsync(scenario, options, stop.Token);
        WriteWelcome(server, scenario, request, terminal);

        var asked = new TaskCompletionSource();
        await using (stop.Token.Register(asked.SetResult))
        {
            await await Task.WhenAny(server.Completion, asked.Task);
        }
        if (!stop.IsCancellationRequested) throw new CouldNotRunException(server.BaseUrl.ToString(), "the server ended by itself");
        terminal.Out.WriteLine("stopped");
        return ExitCode.Done;
    }

    private static (Scenario Scenario, TwinServerOptions Options) Read(TwinServeRequest request, Terminal terminal)
    {
        var files = new PlanningFiles(terminal, Place);
        CatalogIndex catalog = files.Catalog(request.Catalog);
        Routing? router = request.Router is { } name ? Topology.ParseRouting(name) : null;
        Workload workload = Workload.Parse(request.Output is { } output ? $"output={output}" : "");
        Scenario scenario = Scenario.Of(catalog, catalog.Model(files.NameOrPath(request.Model)), catalog.Machine(files.NameOrPath(request.Hardware ?? PredictSession.DefaultHardware)),
            catalog.Topology(files.NameOrPath(request.Topology ?? "solo"), router), workload, ServerTweaks.Parse(request.WhatIf ?? ""), files.Calibration(request.Calibration), request.Precision);
        return (scenario, new TwinServerOptions
        {
            Port = request.Port,
            Key = ServerKey.Of(request.KeyEnv, terminal),
            Speed = request.Speed,
            Seed = request.Seed,
            ServedAs = request.Names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Text = Mode(request.Text),
            Thinks = request.Thinks,
            Reasoning = request.Reasoning is { } reasoning ? Workload.Parse($"output={reasoning}").Output : new TwinServerOptions().Reasoning,
            Faults = request.Faults is { } script ? files.Faults("--faults", script) : FaultScript.None,
        });
    }

    private static TextMode Mode(string? typed) => typed switch
    {
        null or "seeded" => TextMode.Seeded,
        "prompt" => TextMode.Prompt,
        "echo" => TextMode.Echo,
        _ => throw new CouldNotRunException("--text", $"'{typed}' is no way to answer", "seeded, prompt or echo"),
    };

    private static async Task<TwinServer> StartAsync(Scenario scenario, TwinServerOptions options, CancellationToken ct)
    {
        try
        {
            return await TwinServer.StartAsync(scenario, options, ct: ct);
        }
        catch (TwinServerException refusal)
        {
            throw new CouldNotRunException(Place, refusal.Message, "--port 0 for a free one");
        }
    }

    private static void WriteWelcome(TwinServer server, Scenario scenario, TwinServeRequest request, Terminal terminal)
    {
        string speed = request.Speed == 1 ? "" : $", {request.Speed} times as fast";
        terminal.Out.WriteLine($"The twin of {server.ModelName} on {scenario.Hardware.Name}, {scenario.Topology.Name}{speed}, answers on {server.BaseUrl}; Ctrl-C stops it. Try:");
        string key = request.KeyEnv is { } variable ? $" -H \"Authorization: Bearer ${variable}\"" : "";
        terminal.Out.WriteLine($"  curl -N {server.BaseUrl}/chat/completions{key} -H 'Content-Type: application/json' \\");
        terminal.Out.WriteLine($"    -d '{{\"model\": \"{server.ModelName}\", \"stream\": true, \"messages\": [{{\"role\": \"user\", \"content\": \"Say hello.\"}}]}}'");
    }
}
