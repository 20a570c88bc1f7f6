using System.CommandLine;
using Sluice.Cli.Configuration;
using Sluice.Cli.Serving;
using Sluice.Cli.Terminals;
using Sluice.Engine;
using Sluice.Protocol.Markup;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice engine serve</c>: the command line of the embedded engine as a server of its own.</summary>
internal static class EngineCommand
{
    /// <summary>llama.cpp's own server listens there by default, so clients are often set up for it.</summary>
    private const int DefaultPort = 8080;

    public static TaughtCommand Build(Terminal terminal)
    {
        string[] examples = ["sluice engine serve", "sluice engine serve models/smollm2-135m-instruct-q4_1.gguf --port 9000 --parallel 8"];
        var engine = new TaughtCommand("engine", "The embedded engine: run a GGUF model on this machine.") { Examples = examples };
        engine.Add(BuildServe(terminal, examples));
        return engine;
    }

    private static TaughtCommand BuildServe(Terminal terminal, string[] examples)
    {
        var model = new Argument<string?>("MODEL") { Description = "A GGUF file or the name of a model of this machine (default: the bundled one)", Arity = ArgumentArity.ZeroOrOne };
        Option<int?> port = TaughtOption.Number("--port", 0, 65535, $"Port on 127.0.0.1; 0 takes a free one (default: {DefaultPort})");
        Option<int?> parallel = TaughtOption.Number("--parallel", 1, EngineLimits.MostParallel, "Streams decoded together; further requests wait (default: 16)");
        Option<int?> context = TaughtOption.Number("--context", EngineLimits.LeastContext, EngineLimits.MostContext, "Tokens that all streams together may hold (default: chosen from the model)");
        Option<int?> threads = TaughtOption.Number("--threads", 1, EngineLimits.MostThreads, "Threads that compute (default: one less than there are cores)");
        Option<int?> gpuLayers = TaughtOption.Number("--gpu-layers", 0, 10_000, "Layers that a GPU computes, 999 for all; needs llama.cpp's build for it (default: 0)");
        Option<string?> kvType = TaughtOption.Choice("--kv-type", "TYPE", [.. KvTypes.ByName.Keys], "How the KV pool holds its numbers (default: f16)");
        Option<string?> family = TaughtOption.Choice("--family", "NAME", [.. AnswerMarkup.All.Select(known => known.Name)], "How the model marks reasoning and calls (default: told by its chat template)");
        Option<int?> queue = TaughtOption.Number("--queue", 0, 1_000_000, "Answers that may wait beside those being written; further ones get 503 (default: 4096)");
        Option<string?> keyEnv = TaughtOption.Text("--key-env", "VAR", "The environment variable that holds the key clients must send (default: no key)");

        var command = new TaughtCommand("serve", "Serve a model on this machine to anything that speaks the OpenAI protocol, until Ctrl-C.") { Examples = examples };
        command.Add(model);
        foreach (Option option in (Option[])[port, parallel, context, threads, gpuLayers, kvType, family, queue, keyEnv]) command.Add(option);
        command.SetAction(parsed => ServeSession.RunAsync(new ServeRequest
        {
            Model = parsed.GetValue(model),
            Port = parsed.GetValue(port) ?? DefaultPort,
            Parallel = parsed.GetValue(parallel),
            ContextTokens = parsed.GetValue(context),
            Threads = parsed.GetValue(threads),
            GpuLayers = parsed.GetValue(gpuLayers),
            KvType = parsed.GetValue(kvType),
            Family = parsed.GetValue(family),
            Queue = parsed.GetValue(queue),
            KeyEnv = parsed.GetValue(keyEnv),
        }, terminal));
        return command;
    }
}
