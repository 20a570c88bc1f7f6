using System.Text;
using Sluice.Engine;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Models;

public sealed class ModelVocabularyTests
{
    [Fact]
    public void A_vocabulary_is_read_without_the_weights()
    {
        using var folder = new TempFolder();

        using var model = ModelVocabulary.Load(TinyGguf.Write(folder.At("tiny.gguf")));

        Assert.Equal(("tiny", 264), (model.Name, model.Bytes.Count));
        var tokens = model.Tokenize("{\"größe\": [1]}"u8);
        Assert.Equal("{\"größe\": [1]}", Encoding.UTF8.GetString([.. tokens.SelectMany(token => model.Bytes[token]!)]));
        Assert.True(tokens.Length < 16, "merges such as '{\"' make fewer tokens than there are bytes");
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        using var folder = new TempFolder();
        var path = folder.Write("broken.gguf", "GGUF and then nothing");

        Assert.Contains("broken.gguf", Assert.Throws<EngineException>(() => ModelVocabulary.Load(path)).Message, StringComparison.Ordinal);
    }
}
