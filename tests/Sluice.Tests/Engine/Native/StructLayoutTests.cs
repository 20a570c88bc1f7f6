using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sluice.Engine.Native;

namespace Sluice.Tests.Engine.Native;

public sealed class StructLayoutTests
{
    [Fact]
    public void Structs_have_the_sizes_of_the_C_header()
    {
        Assert.Equal(80, Unsafe.SizeOf<LlamaModelParams>());
        Assert.Equal(160, Unsafe.SizeOf<LlamaContextParams>());
        Assert.Equal(56, Unsafe.SizeOf<LlamaBatch>());
    }

    [Theory]
    [InlineData(nameof(LlamaContextParams.Threads), 28)]
    [InlineData(nameof(LlamaContextParams.RopeFrequencyBase), 56)]
    [InlineData(nameof(LlamaContextParams.KeyType), 104)]
    [InlineData(nameof(LlamaContextParams.Embeddings), 128)]
    [InlineData(nameof(LlamaContextParams.UnifiedKv), 133)]
    [InlineData(nameof(LlamaContextParams.Samplers), 136)]
    public void Fields_of_the_context_settings_stand_where_the_C_header_has_them(string field, int offset) =>
        Assert.Equal(offset, Marshal.OffsetOf<LlamaContextParams>(field));

    [Fact]
    public void The_libraries_beside_the_tests_are_of_the_release_this_border_was_written_for() => LlamaRuntime.Start();

    [Theory]
    [InlineData("libllama.v0.4.0.so", true)]
    [InlineData("libllama.metal.v0.4.0.dylib", true)]
    [InlineData("llama.v0.4.0.dll", true)]
    [InlineData("libllama.so", true)]
    [InlineData("libllama-common.so", false)]
    [InlineData("llama-addon.node", false)]
    [InlineData("libggml.v0.4.0.so", false)]
    public void The_library_is_known_by_its_name_on_every_platform(string fileName, bool isLlama) =>
        Assert.Equal(isLlama, LlamaLibraries.IsLibrary(fileName, "llama"));

    [Fact]
    public void A_folder_without_the_library_is_refused_with_what_to_do()
    {
        using var folder = new Sluice.Testing.TempFolder();

        var problem = Assert.Throws<Sluice.Engine.EngineException>(() => LlamaLibraries.Find(folder.Path, "llama"));

        Assert.Contains(folder.Path, problem.Message, StringComparison.Ordinal);
        Assert.Contains("Build Sluice again", problem.Message, StringComparison.Ordinal);
    }
}
