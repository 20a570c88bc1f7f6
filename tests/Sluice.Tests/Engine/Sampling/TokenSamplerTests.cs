using Sluice.Engine.Sampling;

namespace Sluice.Tests.Engine.Sampling;

public sealed class TokenSamplerTests
{
    const int Draws = 20_000;

    // Probabilities 0.4, 0.3, 0.2, 0.1 at temperature 1.
    static readonly float[] Scores = [MathF.Log(0.1f), MathF.Log(0.4f), MathF.Log(0.2f), MathF.Log(0.3f)];

    [Fact]
    public void Tokens_are_drawn_by_the_models_probabilities() =>
        AssertShares([0.1, 0.4, 0.2, 0.3], new SamplingSettings());

    [Fact]
    public void A_temperature_below_one_sharpens_them()
    {
        // p^2 normalised: 0.01, 0.16, 0.04, 0.09 of 0.30.
        AssertShares([1 / 30.0, 16 / 30.0, 4 / 30.0, 9 / 30.0], new SamplingSettings { Temperature = 0.5 });
    }

    [Fact]
    public void Top_k_draws_from_the_likeliest_only() =>
        AssertShares([0, 4 / 7.0, 0, 3 / 7.0], new SamplingSettings { TopK = 2 });

    [Fact]
    public void Top_p_draws_from_the_fewest_that_reach_it() =>
        AssertShares([0, 4 / 9.0, 2 / 9.0, 3 / 9.0], new SamplingSettings { TopP = 0.75 });

    [Fact]
    public void Top_k_is_applied_before_top_p()
    {
        // Of the two left (4/7, 3/7) the first alone reaches 0.5.
        AssertShares([0, 1, 0, 0], new SamplingSettings { TopK = 2, TopP = 0.5 });
    }

    [Fact]
    public void Refused_draws_give_the_same_shares_as_masking_first()
    {
        AssertShares([0, 0, 0.4, 0.6], new SamplingSettings(), refused: [0, 1]);
    }

    [Fact]
    public void Temperature_zero_takes_the_best_that_is_not_refused()
    {
        AssertShares([0, 0, 0, 1], new SamplingSettings { Temperature = 0 }, refused: [1]);
    }

    [Fact]
    public void A_mask_leaves_only_what_it_names()
    {
        var sampler = new TokenSampler(4);
        var random = new SamplingRandom(1);
        sampler.Begin(Pinned(Scores), new SamplingSettings());

        sampler.Restrict([0b0101]);

        for (var i = 0; i < 100; i++)
            Assert.Contains(sampler.Draw(ref random), new[] { 0, 2 });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void When_everything_is_refused_there_is_no_token(double temperature)
    {
        var sampler = new TokenSampler(4);
        var random = new SamplingRandom(1);
        sampler.Begin(Pinned(Scores), new SamplingSettings { Temperature = temperature });

        for (var token = 0; token < 4; token++)
            sampler.Exclude(token);

        Assert.Equal(-1, sampler.Draw(ref random));
    }

    [Fact]
    public void Scores_that_are_no_numbers_are_not_drawn_from() =>
        Assert.False(new TokenSampler(2).Begin([float.NaN, 1], new SamplingSettings()));

    public static TheoryData<double, int, double> Cuts => new()
    {
        { 1, 0, 0 }, { 0.9, 0, 0 }, { 0.02, 0, 0 }, { 0, 0, 0 }, { 1, 300, 0 }, { 1, 1, 0 }, { 1, 4999, 0 }, { 0.8, 300, 0 }, { 1, 0, 0.2 }, { 0.5, 0, 0.01 }, { 0.7, 40, 0.1 },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void In_a_large_vocabulary_every_draw_agrees_with_sorting_it_all(double topP, int topK, double minP)
    {
        var scores = Pinned(Ties(new Random(4)));
        var settings = new SamplingSettings { TopP = topP, TopK = topK, MinP = minP };
        var allowed = SortedNucleus(scores, settings);
        var sampler = new TokenSampler(scores.Length);
        var random = new SamplingRandom(9);
        var seen = new HashSet<int>();

        for (var i = 0; i < 800; i++)
        {
            sampler.Begin(scores, settings);
            seen.Add(sampler.Draw(ref random));
        }

        Assert.Subset(allowed, seen);
        Assert.True(seen.Count > allowed.Count / 10);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void What_the_cuts_keep_of_a_mask_is_what_sorting_keeps_of_it(double topP, int topK, double minP)
    {
        var random = new Random(6);
        var scores = Pinned(Ties(random, 900));
        var settings = new SamplingSettings { TopP = topP, TopK = topK, MinP = minP };
        var mask = new ulong[(scores.Length + 63) / 64];
        foreach (ref var word in mask.AsSpan())
            word = (ulong)random.NextInt64();
        var sampler = new TokenSampler(scores.Length);
        sampler.Begin(scores, settings);

        sampler.Restrict(mask); // takes them out of the scores too

        Assert.Equal(SortedNucleus(scores, settings).Order(), Enumerable.Range(0, scores.Length).Where(sampler.IsKept));
    }

    // As a model's are, some of them equal.
    static float[] Ties(Random random, int tokens = 5000) => [.. Enumerable.Range(0, tokens).Select(_ => MathF.Round((float)(random.NextDouble() * 12), 2))];

    static HashSet<int> SortedNucleus(float[] scores, SamplingSettings settings)
    {
        var least = scores.Max() + Math.Log(settings.MinP);
        var order = Enumerable.Range(0, scores.Length).Where(token => float.IsFinite(scores[token]) && scores[token] >= least).OrderByDescending(token => scores[token]).Take(settings.TopK > 0 ? settings.TopK : scores.Length).ToArray();
        var mass = order.Sum(token => Math.Exp(scores[token]));
        var sum = 0.0;
        return [.. order.TakeWhile((token, place) => { var before = sum; sum += Math.Exp(scores[token]); return place == 0 || before < settings.TopP * mass; })];
    }

    // The sampler takes native memory, which does not move.
    static float[] Pinned(float[] scores)
    {
        var pinned = GC.AllocateUninitializedArray<float>(scores.Length, pinned: true);
        scores.CopyTo(pinned, 0);
        return pinned;
    }

    static void AssertShares(double[] expected, SamplingSettings settings, int[]? refused = null)
    {
        var sampler = new TokenSampler(4);
        var random = new SamplingRandom(42);
        var counts = new int[4];
        var scores = Pinned(Scores);
        for (var i = 0; i < Draws; i++)
        {
            Scores.CopyTo(scores, 0);
            Assert.True(sampler.Begin(scores, settings));
            int token;
            while ((refused ?? []).Contains(token = sampler.Draw(ref random)))
                sampler.Exclude(token);
            counts[token]++;
        }
        for (var token = 0; token < 4; token++)
        {
            // Four standard deviations of a binomial share.
            var tolerance = 4 * Math.Sqrt(expected[token] * (1 - expected[token]) / Draws);
            Assert.InRange(counts[token] / (double)Draws, expected[token] - tolerance, expected[token] + tolerance);
        }
    }
}
