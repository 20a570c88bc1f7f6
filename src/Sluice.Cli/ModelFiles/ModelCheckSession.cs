using Sluice.Cli.Commands;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;
using Sluice.Engine;
using Sluice.Engine.Serving;

namespace Sluice.Cli.ModelFiles;

/// <summary><c>sluice models check</c>: whether files load in the embedded engine here, and write.</summary>
internal sealed class ModelCheckSession(Terminal terminal)
{
    private const int Context = 256, Written = 8; // tokens: enough to run every layer, over and over

    public async Task<int> RunAsync(IReadOnlyList<string> files, bool json)
    {
        bool allLoad = true;
        foreach (string typed in files)
        {
            if (!json) await terminal.Out.WriteAsync($"{typed}: ");
            string? problem = await ProblemOfAsync(ModelLibrary.Of(terminal).Resolve(typed, "models check"));
            allLoad &= problem is null;
            terminal.Out.WriteLine(json ? JsonLine.Of(line =>
            {
                line.WriteString("event", "checked");
                line.WriteString("file", typed);
                line.WriteBoolean("loads", problem is null);
                line.WriteString("problem", problem);
            }) : problem ?? "loads and writes");
        }
        return allLoad ? ExitCode.Done : ExitCode.DoneWithFindings;
    }

    private static async Task<string?> ProblemOfAsync(string path)
    {
        try
        {
            if (ModelFile.Read(path).IsEmbedding)
            {
                await using EngineServer loaded = await EngineServer.StartAsync(new EngineOptions { ModelPath = path }, new EngineServerOptions { Port = 0 }, CancellationToken.None);
                return null;
            }
            await using EmbeddedEngine engine = EmbeddedEngine.Load(new EngineOptions { ModelPath = path, Parallel = 1, ContextTokens = Context });
            int[] prompt = engine.ReadText("Hello");
            GenerationResult result = await engine.Submit(new GenerationRequest { Prompt = prompt, MaxTokens = Written, IgnoreEnd = true, Sampling = new() { Temperature = 0 } }).Result;
            return result.Failure?.Detail;
        }
        catch (EngineException refusal)
        {
            return refusal.Message;
        }
    }
}
