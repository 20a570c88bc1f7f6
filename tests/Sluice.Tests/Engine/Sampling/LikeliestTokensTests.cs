using Sluice.Engine;
using Sluice.Engine.Sampling;

namespace Sluice.Tests.Engine.Sampling;

public sealed class LikeliestTokensTests
{
    const int Vocabulary = 5000;

    public static TheoryData<int, double, double> Cuts => new()
    {
        { 0, 0.9, 0 }, { 0, 0.5, 0 }, { 0, 0.999, 0 }, { 0, 1e-9, 0 }, { 0, 0, 0 }, { 40, 1, 0 }, { 1, 1, 0 }, { 4999, 0.95, 0 }, { 40, 0.8, 0 }, { 0, 1, 0.05 }, { 0, 0.9, 0.01 }, { 100, 0.9, 0.001 },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void What_is_kept_is_what_sorting_all_tokens_keeps(int topK, double topP, double minP)
    {
        var settings = new SamplingSettings { TopK = topK, TopP = topP, MinP = minP };
        var random = new Random(5);
        for (var round = 0; round < 60; round++)
        {
            var weights = Weights(random, spread: 1 + round % 20);
            var likeliest = new LikeliestTokens(Vocabulary);

            Assert.True(likeliest.Select(weights, weights.Max(), weights.Sum(weight => (double)weight), settings));

            var expected = Sorted(weights, settings);
            Assert.Equal(expected.Order(), Enumerable.Range(0, Vocabulary).Where(likeliest.Contains));
        }
    }

    [Fact]
    public void Of_equal_tokens_the_first_are_kept()
    {
        var weights = new float[Vocabulary];
        Array.Fill(weights, 1f, 100, 50);
        var likeliest = new LikeliestTokens(Vocabulary);

        likeliest.Select(weights, 1, 50, new SamplingSettings { TopK = 3 });

        Assert.Equal([100, 101, 102], Enumerable.Range(0, Vocabulary).Where(likeliest.Contains));
    }

    [Fact]
    public void Places_are_shared_out_by_weight_in_the_order_of_the_tokens()
    {
        var weights = new float[Vocabulary];
        (weights[7], weights[3000], weights[4999]) = (0.2f, 0.5f, 0.3f);
        var likeliest = new LikeliestTokens(Vocabulary);

        likeliest.Select(weights, 0.5f, 1, new SamplingSettings { TopP = 0.8 });

        Assert.Equal([3000, 3000, 4999, 4999], new[] { 0, 0.62, 0.63, 0.999 }.Select(likeliest.Draw));
    }

    [Fact]
    public void Without_any_weight_there_is_nothing_to_keep() =>
        Assert.False(new LikeliestTokens(Vocabulary).Select(new float[Vocabulary], 0, 0, new SamplingSettings { TopP = 0.5 }));

    // As a model's are, with some that are equal and some that are excluded.
    static float[] Weights(Random random, int spread)
    {
        var weights = new float[Vocabulary];
        for (var token = 0; token < Vocabulary; token++)
            weights[token] = random.Next(10) == 0 ? 0 : MathF.Exp(-spread * MathF.Round(random.NextSingle() * 50) / 50 * random.NextSingle());
        weights[random.Next(Vocabulary)] = 1;
        return weights;
    }

    static List<int> Sorted(float[] weights, SamplingSettings settings)
    {
        var best = weights.Max();
        var sorted = Enumerable.Range(0, Vocabulary).Where(token => weights[token] > 0 && weights[token] >= (float)(best * settings.MinP)).OrderByDescending(token => weights[token]).ToList();
        if (settings.TopK > 0)
            sorted = [.. sorted.Take(settings.TopK)];
        var limit = sorted.Sum(token => (double)weights[token]) * settings.TopP;
        var kept = new List<int>();
        var mass = 0.0;
        foreach (var token in sorted)
        {
            if (kept.Count > 0 && mass >= limit)
                break;
            kept.Add(token);
            mass += weights[token];
        }
        return kept;
    }
}
