using Sluice.Twin.Serving.Texts;

namespace Sluice.Tests.Twin.Serving;

public sealed class TextTests
{
    [Theory]
    [InlineData("Hello world", "Hello| world")]
    [InlineData("internationalization", "internat|ionaliza|tion")]
    [InlineData("a  b\n\n c", "a| | b|\n\n| c")]
    [InlineData("{\"a\":12}", "{|\"|a|\"|:|12|}")]
    [InlineData("🌍🌍 x", "🌍|🌍| x")]
    [InlineData("", "")]
    public void Text_is_cut_into_tokens(string text, string tokens)
    {
        var cut = TextPieces.Split(text);

        Assert.Equal(tokens, string.Join('|', Enumerable.Range(0, cut.Count).Select(token => System.Text.Encoding.UTF8.GetString(cut[token]))));
        Assert.Equal((text, TextPieces.Count(text)), (cut.ToString(), cut.Count));
    }

    [Fact]
    public void Any_text_comes_back_whole_from_its_tokens()
    {
        var random = new Random(20261121);
        const string letters = "abcXYZ09 \n\t.,{}\"äß世🌍";
        var runes = letters.EnumerateRunes().ToArray();
        for (var round = 0; round < 200; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => runes[random.Next(runes.Length)].ToString()));
            var cut = TextPieces.Split(text);

            Assert.Equal(text, string.Concat(Enumerable.Range(0, cut.Count).Select(token => System.Text.Encoding.UTF8.GetString(cut[token]))));
            Assert.Equal((cut.Count, cut.Count), (TextPieces.Count(text), TextPieces.Ids(text, 1000).Count()));
        }
    }

    [Fact]
    public void Seeded_words_are_one_token_each()
    {
        var words = SeededWords.Write(new Random(3), 500);

        Assert.Equal((500, 500), (words.Count, TextPieces.Count(words.ToString())));
    }
}
