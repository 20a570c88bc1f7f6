using System.CommandLine;
using Sluice.Cli.Serving;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice twin serve</c>: the command line of the twin in real time.</summary>
internal static class TwinCommand
{
    /// <summary>vLLM's, so that what is set up for it finds the twin.</summary>
    private const int DefaultPort = 8000;

    private const int MostSpeed = 100;

    private static readonly string[] Examples =
    [
        "sluice twin serve gpt-oss-120b --hardware dgx-spark --topology cluster:2",
        "sluice twin serve qwen3.5-9b --hardware h100 --speed 10 --port 9000 --text echo --faults faults.yaml",
    ];

    public static TaughtCommand Build(Terminal terminal)
    {
        var twin = new TaughtCommand("twin", "The twin: be the model server that sluice predict predicts, without a GPU.") { Examples = Examples };
        twin.Add(BuildServe(terminal));
        return twin;
    }

    private static TaughtCommand BuildServe(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "A name of the catalog, or the path of a YAML entry, a config.json or a GGUF" };
        Option<string?> hardware = TaughtOption.Text("--hardware", "NAME", "The kind of machine (default: dgx-spark)");
        Option<string?> topology = TaughtOption.Text("--topology", "T", "solo, cluster:N (tensor parallel) or replicas:N (default: solo)");
        Option<string?> router = TaughtOption.Text("--router", "R", "For replicas: shuffle, least-busy (LiteLLM's) or least-loaded (default: shuffle)");
        Option<int?> speed = TaughtOption.Number("--speed", 1, MostSpeed, "Times as fast as the machine would be (default: 1)");
        Option<int?> port = TaughtOption.Number("--port", 0, 65535, $"Port on 127.0.0.1; 0 takes a free one (default: {DefaultPort})");
        Option<string?> names = TaughtOption.Text("--served-model-name", "NAME,…", "What clients may ask for (default: the name in the catalog)");
        Option<string?> text = TaughtOption.Text("--text", "MODE", "seeded, prompt (the same prompt gets the same answer) or echo; JSON is always made from the schema (default: seeded)");
        Option<string?> output = TaughtOption.Text("--output", "N-M", "Tokens of an answer that nothing else ends (default: 128)");
        Option<string?> reasoning = TaughtOption.Text("--reasoning", "N-M", "Tokens of reasoning where a chat thinks (default: 64)");
        Option<bool> thinks = TaughtOption.Switch("--thinks", "Chats think unless they send enable_thinking: false");
        Option<string?> faults = TaughtOption.Text("--faults", "YAML", "A script of what goes wrong with which calls");
        Option<int?> seed = TaughtOption.Number("--seed", 0, int.MaxValue, "Of texts, lengths, routers and faults (default: 1)");
        Option<string?> whatIf = TaughtOption.Text("--what-if", "F,F", "Server flags, as sluice predict takes them");
        Option<string?> precision = TaughtOption.Text("--precision", "NAME", "One of the model's precisions (default: its first)");
        Option<string?> calibration = TaughtOption.Text("--calibration", "PATH", "A file of sluice calibrate (default: the bundled one of the hardware, else priors)");
        Option<string?> keyEnv = TaughtOption.Text("--key-env", "VAR", "The environment variable that holds the key clients must send (default: no key)");
        Option<string?> catalog = TaughtOption.Text("--catalog", "FOLDER", "Your own models and hardware, as YAML");

        var command = new TaughtCommand("serve", "Answer like a model on hardware in a topology would, with its timing, to anything that speaks the OpenAI protocol, until Ctrl-C.") { Examples = Examples };
        command.Add(model);
        foreach (Option option in (Option[])[hardware, topology, router, speed, port, names, text, output, reasoning, thinks, faults, seed, whatIf, precision, calibration, catalog, keyEnv]) command.Add(option);
        command.SetAction(parsed => TwinServeSession.RunAsync(new TwinServeRequest
        {
            Model = parsed.GetRequiredValue(model),
            Hardware = parsed.GetValue(hardware),
            Topology = parsed.GetValue(topology),
            Router = parsed.GetValue(router),
            Speed = parsed.GetValue(speed) ?? 1,
            Port = parsed.GetValue(port) ?? DefaultPort,
            Names = parsed.GetValue(names),
            Text = parsed.GetValue(text),
            Output = parsed.GetValue(output),
            Reasoning = parsed.GetValue(reasoning),
            Thinks = parsed.GetValue(thinks),
            Faults = parsed.GetValue(faults),
            Seed = parsed.GetValue(seed) ?? 1,
            WhatIf = parsed.GetValue(whatIf),
            Precision = parsed.GetValue(precision),
            Calibration = parsed.GetValue(calibration),
            Catalog = parsed.GetValue(catalog),
            KeyEnv = parsed.GetValue(keyEnv),
        }, terminal));
        return command;
    }
}
