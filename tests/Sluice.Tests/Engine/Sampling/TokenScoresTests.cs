using System.Text;
using Sluice.Engine;
using Sluice.Engine.Models;
using Sluice.Engine.Sampling;
using Sluice.Schema;
using Sluice.Testing;

namespace Sluice.Tests.Engine.Sampling;

/// <summary>What is told of a drawn token is what the model held of it, whatever the settings made of that.</summary>
public sealed class TokenScoresTests
{
    const int Top = 5;

    static readonly int[] Written = [60, 61, 61, 62];

    public static TheoryData<SamplingSettings> Settings =>
    [
        new() { Temperature = 0 },
        new(),
        new() { Temperature = 0.7 },
        new() { Temperature = 1.5, TopP = 0.9 },
        new() { TopK = 3, TopP = 0.8 },
        new() { MinP = 0.1 },
        new() { RepetitionPenalty = 1.4 },
        new() { Temperature = 0, FrequencyPenalty = 1, PresencePenalty = -1 },
        new() { Temperature = 0.5, Bias = new Dictionary<int, double> { [61] = 100, [5] = -100 } },
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_scores_of_free_text_are_the_models_own(SamplingSettings settings) => AssertOwn(settings, schema: null);

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_scores_under_a_schema_are_the_models_own(SamplingSettings settings) => AssertOwn(settings, """{"type":"integer"}""");

    [Fact]
    public void A_token_that_is_given_is_scored_like_one_that_is_drawn()
    {
        using var folder = new TempFolder();
        using var model = LanguageModel.Load(TinyGguf.Write(folder.At("tiny.gguf"), vocabulary: TinyVocabulary.Merging), WeightForm.AsStored);
        var (scores, logs) = Position(model.Vocabulary.Count, seed: 3);

        var score = new TokenChooser(model.Vocabulary).Score(scores, 17, Top);

        Assert.Equal(logs[17], score.LogProbability!.Value, 1e-5);
        AssertLikeliest(model.Vocabulary, logs, score.Likeliest);
    }

    static void AssertOwn(SamplingSettings settings, string? schema)
    {
        using var folder = new TempFolder();
        using var model = LanguageModel.Load(TinyGguf.Write(folder.At("tiny.gguf"), vocabulary: TinyVocabulary.Merging), WeightForm.AsStored);
        var grammar = schema is null ? null : JsonSchema.Parse(schema).CompileAnswer();
        var chooser = new TokenChooser(model.Vocabulary);
        var random = new SamplingRandom(7);
        for (var seed = 0; seed < 20; seed++)
        {
            var (scores, logs) = Position(model.Vocabulary.Count, seed);
            var request = new GenerationRequest { Prompt = [60], Sampling = settings, TopScores = Top };

            var choice = chooser.Choose(scores, request, grammar?.Start(), ref random, Written);

            Assert.Equal(logs[choice.Token], choice.Score!.Value.LogProbability!.Value, 1e-5);
            AssertLikeliest(model.Vocabulary, logs, choice.Score.Value.Likeliest);
        }
    }

    static void AssertLikeliest(Vocabulary vocabulary, double[] logs, IReadOnlyList<Sluice.Protocol.Chat.TokenScore> told)
    {
        var expected = Enumerable.Range(0, logs.Length).OrderByDescending(token => logs[token]).Take(Top).ToArray();
        Assert.Equal(expected.Select(token => TextOf(vocabulary.Spelling(token))), told.Select(score => TextOf(score.Utf8.Span)));
        Assert.All(expected.Zip(told), pair => Assert.Equal(logs[pair.First], pair.Second.LogProbability!.Value, 1e-5));
    }

    // The scores lie where nothing moves them, as the model's own do.
    static (float[] Scores, double[] Logs) Position(int vocabulary, int seed)
    {
        var random = new Random(seed);
        var scores = GC.AllocateUninitializedArray<float>(vocabulary, pinned: true);
        for (var token = 0; token < vocabulary; token++)
            scores[token] = (float)(random.NextDouble() * 12 - 4);
        var total = Math.Log(scores.Sum(score => Math.Exp(score)));
        return (scores, [.. scores.Select(score => score - total)]);
    }

    static string TextOf(ReadOnlySpan<byte> utf8) => Convert.ToHexString(utf8) + Encoding.UTF8.GetString(utf8);
}
