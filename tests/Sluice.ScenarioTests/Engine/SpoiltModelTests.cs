using Sluice.ScenarioTests.Pipeline;
using Sluice.Testing;

namespace Sluice.ScenarioTests.Engine;

/// <summary>Files with spoilt headers go through native loading and decoding in a process of their own, which must outlive them all.</summary>
public sealed class SpoiltModelTests : IDisposable
{
    const int Files = 400;
    const int Seed = 7;

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_spoilt_header_ends_the_process(bool sentencePiece)
    {
        var vocabulary = sentencePiece ? TinyVocabulary.SentencePiece : TinyVocabulary.ByteLevel;
        var mutator = new MutatedGguf(File.ReadAllBytes(TinyGguf.Write(folder.At("whole.gguf"), vocabulary: vocabulary)));
        var random = new Random(Seed);
        for (var i = 0; i < Files; i++)
            folder.Write($"f{i}.gguf", mutator.Next(random).File);

        using var checking = SluiceProcess.Start(folder.Path, ["models", "check", "--json", .. Enumerable.Range(0, Files).Select(i => $"f{i}.gguf"), "whole.gguf"]);
        var (code, text) = await checking.FinishAsync();

        Assert.True(code is 0 or 1, $"exit code {code} (seed {Seed}): {text[^Math.Min(text.Length, 2000)..]}");
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Files + 1, lines.Count(line => line.Contains("\"event\":\"checked\"", StringComparison.Ordinal)));
        Assert.Contains("\"file\":\"whole.gguf\",\"loads\":true", lines[^1], StringComparison.Ordinal);
    }
}
