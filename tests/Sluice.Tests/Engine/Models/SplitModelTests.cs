using Sluice.Engine;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Models;

public sealed class SplitModelTests : IDisposable
{
    readonly TempFolder folder = new();

    static string Problem(string path) => Assert.Throws<EngineException>(() => EmbeddedEngine.Load(new EngineOptions { ModelPath = path, Threads = 1 })).Message;

    static async Task<string> AnswerAsync(string path)
    {
        await using var engine = EmbeddedEngine.Load(new EngineOptions { ModelPath = path, Threads = 1, Parallel = 1, ContextTokens = 512 });
        Assert.Equal("tiny", engine.ModelName);
        var (text, _) = await engine.Submit(new GenerationRequest { Prompt = engine.ReadText("Hello"), MaxTokens = 30, IgnoreEnd = true, Sampling = new() { Temperature = 0 } }).ReadToEndAsync();
        return text;
    }

    [Fact]
    public async Task A_model_in_two_files_answers_as_the_same_one_in_one()
    {
        var (first, _) = TinyGguf.WriteSplit(folder.At("tiny"));

        Assert.Equal(await AnswerAsync(TinyGguf.Write(folder.At("tiny.gguf"))), await AnswerAsync(first));
    }

    [Fact]
    public void A_missing_part_is_named()
    {
        var (first, second) = TinyGguf.WriteSplit(folder.At("tiny"));
        File.Delete(second);

        Assert.Equal($"There is no model file {second}.", Problem(first));
    }

    [Fact]
    public void A_damaged_part_is_named_before_native_code_sees_it()
    {
        var (first, second) = TinyGguf.WriteSplit(folder.At("tiny"));
        File.WriteAllBytes(second, File.ReadAllBytes(second)[..^64]);

        Assert.StartsWith($"{second} is not a GGUF model that can be loaded:", Problem(first), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_part_than_the_first_is_refused_with_the_first_ones_name()
    {
        var (first, second) = TinyGguf.WriteSplit(folder.At("tiny"));

        File.Copy(first, second, overwrite: true);
        Assert.Equal($"{second} is not file 2 of 2, as its name says.", Problem(first));
        File.Move(first, folder.At("renamed.gguf"));
        Assert.Contains("must be called renamed-00001-of-00002.gguf", Problem(folder.At("renamed.gguf")), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
