using Sluice.Engine.Sampling;

namespace Sluice.Tests.Engine.Sampling;

public sealed class HighestScoresTests
{
    [Theory]
    [InlineData(5000, 1)]
    [InlineData(5000, 5)]
    [InlineData(5000, 20)]
    [InlineData(5001, 79)] // as many as there are blocks
    [InlineData(264, 20)] // more than there are blocks
    [InlineData(3, 20)] // more than there are tokens
    public void They_are_those_that_sorting_all_tokens_puts_first(int vocabulary, int wanted)
    {
        var random = new Random(11);
        var highest = new HighestScores();
        for (var round = 0; round < 60; round++)
        {
            var scores = Enumerable.Range(0, vocabulary).Select(_ => MathF.Round(random.NextSingle() * 40 * (1 + round % 5)) / 8 - 3).ToArray();

            highest.Find(scores, Maxima(scores), wanted);

            var expected = Enumerable.Range(0, vocabulary).OrderByDescending(token => scores[token]).ThenBy(token => token).Take(wanted).ToArray();
            Assert.Equal(expected, highest.Tokens.ToArray());
            Assert.Equal(expected.Select(token => scores[token]), highest.Scores.ToArray());
        }
    }

    [Fact]
    public void Excluded_tokens_come_last()
    {
        var scores = new float[200];
        scores.AsSpan().Fill(float.NegativeInfinity);
        (scores[150], scores[7]) = (1, 2);
        var highest = new HighestScores();

        highest.Find(scores, Maxima(scores), 4);

        Assert.Equal([7, 150, 0, 1], highest.Tokens.ToArray());
    }

    [Fact]
    public void None_are_wanted_where_only_the_drawn_token_is_to_be_told()
    {
        var highest = new HighestScores();
        highest.Find([1, 2, 3], [3], 2);

        highest.Find([1, 2, 3], [3], 0);

        Assert.Empty(highest.Tokens.ToArray());
    }

    static float[] Maxima(float[] scores) => [.. scores.Chunk(VocabularyPasses.MaximaBlock).Select(block => block.Max())];
}
