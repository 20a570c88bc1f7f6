using System.Text.Json;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Running;

public sealed class EngineBackendTests
{
    private const string Schema = """{"type": "object", "properties": {"label": {"enum": ["x", "y"]}}, "required": ["label"], "additionalProperties": false}""";

    [Fact]
    public async Task An_engine_backend_of_the_configuration_starts_inside_the_command_and_answers()
    {
        using SmallJob job = SmallJob.OfThree();
        TinyGguf.Write(job.Folder.At("tiny.gguf"));
        job.Folder.Write("schema.json", Schema);
        job.Folder.Write("sluice.yaml", """
            version: 1
            backends: { here: { engine: tiny.gguf, parallel: 2, threads: 1 } }
            models: { small: { on: [ { backend: here } ] } }
            aliases: { scripted: small }
            """);

        CommandRun run = await job.RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("small/label: tiny on here (embedded engine), 2 calls at once\n", run.Out, StringComparison.Ordinal);
        Assert.All(job.Answers, line =>
            Assert.Contains(JsonDocument.Parse(line).RootElement.GetProperty("answer").GetProperty("label").GetString(), (string[])["x", "y"]));
        Assert.Equal(3, job.Answers.Length);
    }

    [Fact]
    public async Task A_damaged_model_is_told_before_anything_is_asked()
    {
        using SmallJob job = SmallJob.OfThree();
        job.Folder.Write("broken.gguf", "GGUF and then nothing");
        job.Folder.Write("sluice.yaml", "version: 1\nbackends: { here: { engine: broken.gguf } }\n");

        CommandRun run = await job.RunAsync("--backend", "here");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("sluice: backend 'here': ", run.Error, StringComparison.Ordinal);
        Assert.Contains("broken.gguf is not a GGUF model that can be loaded", run.Error, StringComparison.Ordinal);
    }
}
