using System.Text;
using Sluice.Engine;
using Sluice.Engine.Models;
using Sluice.Engine.Sampling;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Sampling;

public sealed class TokenChooserTests
{
    static readonly AnswerGrammar Person = JsonSchema.Parse("""
        {"type":"object","properties":{"name":{"type":"string","minLength":1},"age":{"type":"integer","minimum":0,"maximum":199},"native":{"type":"boolean"}},
         "required":["name","age"],"additionalProperties":false}
        """).CompileAnswer();

    static readonly AnswerGrammar Count = JsonSchema.Parse("""{"type":"integer","minimum":1,"maximum":12000}""").CompileAnswer();

    // At the beginning, in a key, in free text, inside a character of it, in a number, where the answer may end.
    public static TheoryData<string, string> Places => new()
    {
        { "person", "" },
        { "person", "{\"na" },
        { "person", "{\"name\":\"" },
        { "person", "{\"name\":\"M\u00fcll" },
        { "person", "{\"name\":\"\u00c3" }, // half of ä; see Bytes
        { "person", "{\"name\":\"\ud83d\ude00\",\"age\":1" },
        { "person", "{\"name\":\"a\",\"age\":12" },
        { "count", "12" },
    };

    static readonly SamplingSettings[] Settings =
    [
        new() { Temperature = 0 },
        new(),
        new() { TopP = 0.6 },
        new() { TopP = 0.9 },
        new() { TopK = 3 },
        new() { MinP = 0.2 },
        new() { Temperature = 0.5, TopK = 6, TopP = 0.8 },
        new() { Temperature = 1.5, MinP = 0.05, TopK = 5, TopP = 0.9 },
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void Byte_level_tokens_come_as_if_the_vocabulary_had_been_masked_first(string grammar, string text) =>
        AssertSameDistribution(TinyVocabulary.Merging, grammar, text);

    [Theory]
    [MemberData(nameof(Places))]
    public void SentencePiece_tokens_come_as_if_the_vocabulary_had_been_masked_first(string grammar, string text) =>
        AssertSameDistribution(TinyVocabulary.SentencePiece, grammar, text);

    [Theory]
    [InlineData("{\"na", 0.0, 1.0)]
    [InlineData("{\"name\":\"M", 1.0, 1.0)]
    [InlineData("{\"name\":\"M", 1.0, 0.8)]
    [InlineData("{\"name\":\"\u00c3", 1.0, 0.8)]
    public void The_bundled_models_tokens_come_as_if_masked_first(string text, double temperature, double topP)
    {
        using var model = LanguageModel.Load(Models.BundledModel.Path, WeightForm.AsStored);

        AssertSameDistribution(model.Vocabulary, Person, text, new SamplingSettings { Temperature = temperature, TopP = topP }, draws: 200);
    }

    [Fact]
    public void Allowed_tokens_far_below_the_forbidden_ones_are_drawn_by_their_own_shares()
    {
        // At this temperature the best allowed token weighs e^-600 of the best of all: nothing, in single precision.
        using var folder = new TempFolder();
        using var model = LanguageModel.Load(TinyGguf.Write(folder.At("tiny.gguf"), vocabulary: TinyVocabulary.Merging), WeightForm.AsStored);
        var scores = Enumerable.Repeat(-100f, model.Vocabulary.Count).ToArray();
        foreach (var letter in "abcdefg")
            scores[model.Vocabulary.Tokenize(letter.ToString(), readSpecials: false)[0]] = 60;
        (scores[TokenOf(model.Vocabulary, "1")], scores[TokenOf(model.Vocabulary, "2")]) = (0, 0.07f);

        AssertSameDistribution(model.Vocabulary, scores, Count.Start(), new SamplingSettings { Temperature = 0.1 }, 1000);
    }

    static void AssertSameDistribution(TinyVocabulary tokens, string grammar, string text)
    {
        using var folder = new TempFolder();
        using var model = LanguageModel.Load(TinyGguf.Write(folder.At("tiny.gguf"), vocabulary: tokens), WeightForm.AsStored);
        foreach (var settings in Settings)
            AssertSameDistribution(model.Vocabulary, grammar == "count" ? Count : Person, text, settings, draws: 1000);
    }

    static void AssertSameDistribution(Vocabulary vocabulary, AnswerGrammar grammar, string text, SamplingSettings settings, int draws)
    {
        var machine = grammar.Start();
        Assert.True(machine.TryAppend(Bytes(text)), text);
        AssertSameDistribution(vocabulary, Scores(vocabulary, machine), machine, settings, draws);
    }

    static void AssertSameDistribution(Vocabulary vocabulary, float[] scores, AnswerMachine machine, SamplingSettings settings, int draws)
    {
        var expected = NaiveMask.Probabilities(scores, NaiveMask.Allowed(vocabulary, machine), settings);
        var chooser = new TokenChooser(vocabulary);
        var random = new SamplingRandom(20261121);
        var counts = new int[vocabulary.Count];
        var copy = GC.AllocateUninitializedArray<float>(scores.Length, pinned: true); // as the model's own: it does not move

        for (var draw = 0; draw < draws; draw++)
        {
            scores.CopyTo(copy, 0);
            var choice = chooser.Choose(copy, new GenerationRequest { Prompt = [], Sampling = settings }, machine.Fork(), ref random, []);
            Assert.Null(choice.Problem);
            counts[choice.Token]++;
        }

        for (var token = 0; token < counts.Length; token++)
        {
            // Four and a half standard deviations of a binomial share, and two draws for what is rare; none for what must not come.
            var tolerance = expected[token] == 0 ? 0 : 4.5 * Math.Sqrt(expected[token] * (1 - expected[token]) / draws) + 2.0 / draws;
            Assert.True(
                Math.Abs(counts[token] / (double)draws - expected[token]) <= tolerance,
                $"{settings}: token {token} {Encoding.UTF8.GetString(vocabulary.Bytes[token] ?? [])} came in {counts[token]} of {draws} draws, but has probability {expected[token]:G3}");
        }
    }

    /// <summary>The favourites are some that are allowed and some that are not, ends among them; the rest is unlikely.</summary>
    static float[] Scores(Vocabulary vocabulary, AnswerMachine machine)
    {
        var random = new Random(11);
        var allowed = NaiveMask.Allowed(vocabulary, machine);
        var order = Enumerable.Range(0, vocabulary.Count).ToArray();
        random.Shuffle(order);
        var favourites = order.Where(token => allowed[token]).Take(9).Concat(order.Where(token => !allowed[token]).Take(5)).Append(vocabulary.EndTokens[0]).ToHashSet();
        return [.. Enumerable.Range(0, vocabulary.Count).Select(token => (float)(random.NextDouble() * 4 - (favourites.Contains(token) ? 0 : 11)))];
    }

    static int TokenOf(Vocabulary vocabulary, string text) => Assert.Single(vocabulary.Tokenize(text, readSpecials: false));

    /// <summary>A last "\u00c3" stands for its single byte, the first of two.</summary>
    static byte[] Bytes(string text) => text.EndsWith('\u00c3') ? [.. Encoding.UTF8.GetBytes(text[..^1]), 0xC3] : Encoding.UTF8.GetBytes(text);
}
