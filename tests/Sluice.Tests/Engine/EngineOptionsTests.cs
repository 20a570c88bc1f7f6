using Sluice.Engine;
using Sluice.Testing;

namespace Sluice.Tests.Engine;

public sealed class EngineOptionsTests : IDisposable
{
    readonly TempFolder folder = new();

    EngineOptions Options() => new() { ModelPath = TinyGguf.Write(folder.At("tiny.gguf")), Threads = 1, Parallel = 1, ContextTokens = 256 };

    static string Problem(EngineOptions options) => Assert.Throws<EngineException>(() => EmbeddedEngine.Load(options)).Message;

    [Theory]
    [InlineData(KvType.F16)]
    [InlineData(KvType.BF16)]
    [InlineData(KvType.F32)]
    public async Task Answers_are_written_whatever_form_the_pool_has(KvType type)
    {
        await using var engine = EmbeddedEngine.Load(Options() with { KvType = type });

        var (text, result) = await engine.Submit(new GenerationRequest { Prompt = engine.ReadText("Hello"), MaxTokens = 5, IgnoreEnd = true, Sampling = new() { Temperature = 0 } }).ReadToEndAsync();

        Assert.NotEqual("", text);
        Assert.Null(result.Failure);
    }

    [Fact]
    public void A_form_that_does_not_fit_the_models_shape_is_refused()
    {
        // Blocks of 32 numbers do not go into heads of 16.
        Assert.Contains("could not set up a context", Problem(Options() with { KvType = KvType.Q8 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_family_is_told_by_the_template_or_set()
    {
        await using var told = EmbeddedEngine.Load(Options());
        await using var set = EmbeddedEngine.Load(Options() with { Family = "mistral" });

        Assert.Equal(("none", "mistral"), (told.Markup.Name, set.Markup.Name));
        Assert.Equal("There is no family 'gpt'; there are none, think, hermes, qwen3, deepseek, llama3, mistral, harmony.", Problem(Options() with { Family = "gpt" }));
    }

    [Fact]
    public void A_gpu_that_is_not_there_is_an_error_that_says_what_to_install()
    {
        if (OperatingSystem.IsMacOS())
            return; // whose build has the GPU's code in it

        var problem = Problem(Options() with { GpuLayers = 3 });

        Assert.Contains("finds no GPU for 3 layers", problem, StringComparison.Ordinal);
        Assert.Contains("SLUICE_LLAMA", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adapter", "is a LoRA adapter")]
    [InlineData("mmproj", "is the vision part of a model")]
    public void What_is_not_served_is_refused_by_name(string kind, string name) =>
        Assert.Contains(name, Problem(Options() with { ModelPath = TinyGguf.WriteKind(folder.At("other.gguf"), kind) }), StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();
}
