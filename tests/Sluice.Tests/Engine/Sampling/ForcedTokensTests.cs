using System.Text;
using Sluice.Engine;
using Sluice.Engine.Models;
using Sluice.Engine.Sampling;
using Sluice.Schema;
using Sluice.Testing;
using Sluice.Tests.Engine.Models;

namespace Sluice.Tests.Engine.Sampling;

public sealed class ForcedTokensTests
{
    const string Schema = """
        {"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"seniority":{"enum":["junior","mid-level","senior"]},
         "skills":{"type":"array","items":{"type":"string"},"minItems":2,"maxItems":2},"native":{"const":true}},
         "required":["name","age","seniority","skills","native"],"additionalProperties":false}
        """;

    [Theory]
    [InlineData("""{"name":"Ada Lovelace","age":36,"seniority":"senior","skills":["analysis","\"engines\""],"native":true}""")]
    [InlineData("""{"name": "Ada Lovelace", "age": 36, "seniority": "senior", "skills": ["analysis", "C"], "native": true}""")]
    [InlineData("""{"name":"","age":0,"seniority":"mid-level","skills":["","C#"],"native":true}""")]
    [InlineData("""{"name":"(naïve) 東京 😀","age":-12,"seniority":"junior","skills":["123"," x"],"native":true}""")]
    public void The_bundled_model_gets_the_tokens_that_its_tokenizer_makes_of_the_whole_answer(string answer)
    {
        using var model = LanguageModel.Load(BundledModel.Path, WeightForm.AsStored);

        AssertTokens(model.Vocabulary, answer, leastForced: 8);
    }

    [Theory]
    [InlineData("byte-level")]
    [InlineData("merging")]
    [InlineData("SentencePiece")]
    public void Other_vocabularies_get_theirs(string kind)
    {
        using var folder = new TempFolder();
        var tokens = kind == "merging" ? TinyVocabulary.Merging : kind == "byte-level" ? TinyVocabulary.ByteLevel : TinyVocabulary.SentencePiece;
        using var model = LanguageModel.Load(TinyGguf.Write(folder.At("tiny.gguf"), vocabulary: tokens), WeightForm.AsStored);

        AssertTokens(model.Vocabulary, """{"name":"Ada, \"Ä\"","age":12,"seniority":"senior","skills":["true","a😀"],"native":true}""", leastForced: 20);
    }

    [Fact]
    public void A_limit_of_tokens_is_kept_to()
    {
        using var model = LanguageModel.Load(BundledModel.Path, WeightForm.AsStored);
        var machine = JsonSchema.Parse("""{"const":"alpha beta gamma delta epsilon zeta eta theta"}""").CompileAnswer().Start();
        var first = model.Vocabulary.Tokenize("\"", readSpecials: false);
        Assert.Single(first);
        Assert.True(machine.TryAppend("\""u8));

        Assert.False(new ForcedTokens(model.Vocabulary).TryTake(first, machine, 0, out _));
        Assert.True(new ForcedTokens(model.Vocabulary).TryTake(first, machine, 3, out var piece));

        Assert.Equal((4, false), (piece.Tokens.Count, piece.EndsAnswer));
        Assert.Equal(first[0], piece.Tokens[0]);
    }

    /// <summary>Draws an answer in the tokens that the tokenizer makes of it, and looks for forced text after each.</summary>
    static void AssertTokens(Vocabulary vocabulary, string answer, int leastForced)
    {
        var machine = JsonSchema.Parse(Schema).CompileAnswer().Start();
        var forced = new ForcedTokens(vocabulary);
        var canonical = vocabulary.Tokenize(answer, readSpecials: false);
        var written = new List<int>();
        var count = 0;
        while (!machine.IsComplete)
        {
            Assert.Equal(canonical[..written.Count], written);
            var drawn = canonical[written.Count];
            Assert.True(machine.TryAppend(vocabulary.Bytes[drawn]!), $"after {written.Count} tokens");
            written.Add(drawn);
            if (!forced.TryTake(written.ToArray(), machine, 100, out var piece))
                continue;
            written.RemoveAt(written.Count - 1);
            written.AddRange(piece.Tokens);
            count += piece.Tokens.Count - 1;
            Assert.Equal(machine.IsComplete, piece.EndsAnswer);
        }

        Assert.Equal(canonical, written);
        Assert.Equal(answer, Encoding.UTF8.GetString([.. written.SelectMany(token => vocabulary.Bytes[token]!)]).TrimStart());
        Assert.True(count >= leastForced, $"{count} of {written.Count} tokens were forced");
    }
}
