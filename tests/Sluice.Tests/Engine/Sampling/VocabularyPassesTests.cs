using Sluice.Engine.Sampling;

namespace Sluice.Tests.Engine.Sampling;

public sealed class VocabularyPassesTests
{
    // Below, at and above what is looked at together, and no multiple of it.
    public static TheoryData<int> Lengths => [1, 15, 16, 17, 31, 33, 63, 64, 65, 1023, 1024, 1025, 5003];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Weights_are_the_exponential_of_what_a_score_is_below_the_best(int length)
    {
        var scores = Scores(length);
        scores[length / 2] = float.NegativeInfinity;
        var weights = new float[length];

        var sum = VocabularyPasses.Weigh(scores, best: 9, scale: 0.7f, weights);

        for (var i = 0; i < length; i++)
        {
            var expected = Math.Exp((scores[i] - 9f) * 0.7f);
            Assert.InRange(weights[i], expected * (1 - 3e-6), expected * (1 + 3e-6));
        }
        Assert.Equal(weights.Sum(weight => (double)weight), sum, weights.Sum() * 1e-5);
    }

    [Fact]
    public void The_best_weighs_one_and_what_is_too_small_for_a_float_nothing()
    {
        var weights = new float[4];

        VocabularyPasses.Weigh([5, 5 - 87, 5 - 88, -1e30f], best: 5, scale: 1, weights);

        Assert.Equal(1, weights[0]);
        Assert.Equal(Math.Exp(-87), weights[1], Math.Exp(-87) * 1e-5);
        Assert.Equal([0, 0], weights[2..]);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_rank_counts_what_weighs_more_and_what_weighs_the_same(int length)
    {
        var weights = Scores(length).Select(score => MathF.Round(MathF.Abs(score))).ToArray();
        foreach (var own in weights.Distinct())
        {
            var rank = VocabularyPasses.Rank(weights, own);

            Assert.Equal((weights.Count(other => other > own), weights.Count(other => other == own)), (rank.Heavier, rank.Ties));
            Assert.Equal(weights.Where(other => other > own).Sum(other => (double)other), rank.Mass);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_largest_of_all_and_of_every_block_is_found_wherever_it_stands(int length)
    {
        var values = Scores(length);
        foreach (var place in new[] { 0, length / 3, length - 1 })
        {
            var moved = values.ToArray();
            moved[place] = 40;
            var maxima = new float[(length + VocabularyPasses.MaximaBlock - 1) / VocabularyPasses.MaximaBlock];

            VocabularyPasses.BlockMaxima(moved, maxima);

            Assert.Equal(40, VocabularyPasses.Max(moved));
            Assert.Equal(moved.Chunk(VocabularyPasses.MaximaBlock).Select(block => block.Max()), maxima);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void One_that_is_no_number_is_never_lost(int length)
    {
        foreach (var place in new[] { 0, length / 3, length - 1 })
        {
            var values = Scores(length);
            values[place] = float.NaN;

            Assert.Equal(float.NaN, VocabularyPasses.Max(values));
        }
    }

    static float[] Scores(int length)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() * 25 - 16))];
    }
}
