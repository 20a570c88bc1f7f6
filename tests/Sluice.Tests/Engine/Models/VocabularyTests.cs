using System.Text;

namespace Sluice.Tests.Engine.Models;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("Hello, world")]
    [InlineData("{\"a\": [1, 2.5e3, null]}\n\t ")]
    [InlineData("Zürich 東京 🎉👩‍👩‍👧 e\u0301")]
    public async Task A_text_comes_back_from_its_tokens(string text)
    {
        await using var tiny = new TinyEngine();

        var tokens = tiny.Engine.ReadText(text);

        var bytes = tokens.SelectMany(token => tiny.Engine.Vocabulary.Bytes[token]!).ToArray();
        Assert.Equal(text, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task Control_tokens_write_nothing_and_some_end_the_answer()
    {
        await using var tiny = new TinyEngine();
        var vocabulary = tiny.Engine.Vocabulary;

        Assert.Equal(264, vocabulary.Count);
        Assert.Equal([261, 262, 263], Enumerable.Range(0, 264).Where(token => vocabulary.Bytes[token] is null));
        Assert.Contains(263, vocabulary.EndTokens);
        Assert.DoesNotContain(65, vocabulary.EndTokens);
    }
}
