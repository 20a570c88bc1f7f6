using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Memory;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Memory;

public sealed class MemoryCheckTests : IDisposable
{
    readonly TempFolder folder = new();

    EngineOptions Options(int context = 4096) => new() { ModelPath = TinyGguf.Write(folder.At("tiny.gguf")), Threads = 1, Parallel = 2, ContextTokens = context };

    static FreeMemory Free(double mebibytes) => new((long)(mebibytes * (1 << 20)), "the machine");

    [Fact]
    public async Task A_model_that_fits_is_loaded()
    {
        await using var engine = EmbeddedEngine.Load(Options(), Free(50), TimeProvider.System);

        Assert.Equal(4096, engine.Status.KvCapacity);
    }

    [Fact]
    public void A_pool_that_does_not_fit_is_refused_with_what_is_missing_and_what_fits()
    {
        // 2 layers of 2 heads of 16 keys and 16 values, 2 bytes each: 256 bytes a token.
        var problem = Assert.Throws<EngineException>(() => EmbeddedEngine.Load(Options(context: 400_000), Free(50), TimeProvider.System));

        Assert.Contains("does not fit in memory", problem.Message, StringComparison.Ordinal);
        Assert.Contains("a KV pool of 400,000 tokens 97.7 MiB", problem.Message, StringComparison.Ordinal);
        Assert.Contains("the machine leaves 50.0 MiB", problem.Message, StringComparison.Ordinal);
        var fitting = int.Parse(problem.Message.Split("--context ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(fitting, 190_000, 204_800);
        Assert.Null(Record.Exception(() => MemoryCheck.Of(ModelFile.Read(Options().ModelPath), Options(), fitting, 10, 512).Run("tiny.gguf", Free(50))));
    }

    [Fact]
    public void Quantised_keys_and_values_take_less()
    {
        var file = ModelFile.Read(Options().ModelPath);

        var wide = MemoryCheck.Of(file, Options(), 1000, 1, 1).Pool;
        var narrow = MemoryCheck.Of(file, Options() with { KvType = KvType.Q8 }, 1000, 1, 1).Pool;

        Assert.Equal((256_000, 136_000), (wide, narrow));
    }

    [Fact]
    public void Weights_that_do_not_fit_are_said_to_be_the_reason()
    {
        var problem = Assert.Throws<EngineException>(() => EmbeddedEngine.Load(Options(), Free(0.05), TimeProvider.System));

        Assert.Contains("Take a smaller model", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_tells_what_is_free_nothing_is_refused() =>
        Assert.Null(Record.Exception(() => MemoryCheck.Of(ModelFile.Read(Options().ModelPath), Options(), int.MaxValue, 10, 512).Run("tiny.gguf", null)));

    public void Dispose() => folder.Dispose();
}
