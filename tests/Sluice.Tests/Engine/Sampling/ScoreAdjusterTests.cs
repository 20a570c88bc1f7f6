using Sluice.Engine.Sampling;

namespace Sluice.Tests.Engine.Sampling;

public sealed class ScoreAdjusterTests
{
    // Prompt: 0 0 1; answer: 1 2 2.
    static readonly int[] Tokens = [0, 0, 1, 1, 2, 2];

    [Fact]
    public void Presence_is_taken_once_from_what_the_answer_has() =>
        Assert.Equal([1f, 0.5f, -1.5f, 2f], Adjusted(new SamplingSettings { PresencePenalty = 0.5 }));

    [Fact]
    public void Frequency_is_taken_for_each_time_in_the_answer() =>
        Assert.Equal([1f, 0.5f, -2f, 2f], Adjusted(new SamplingSettings { FrequencyPenalty = 0.5 }));

    [Fact]
    public void Repetition_makes_what_prompt_and_answer_have_less_likely_whatever_its_sign() =>
        Assert.Equal([0.5f, 0.5f, -2f, 2f], Adjusted(new SamplingSettings { RepetitionPenalty = 2 }));

    [Fact]
    public void A_bias_is_added_and_then_penalised() =>
        Assert.Equal([1f, 2f, -1f, -98f], Adjusted(new SamplingSettings { RepetitionPenalty = 1, PresencePenalty = 0, FrequencyPenalty = 0, Bias = new Dictionary<int, double> { [1] = 1, [3] = -100 } }));

    [Fact]
    public void One_position_leaves_nothing_for_the_next()
    {
        var adjuster = new ScoreAdjuster(4);
        var settings = new SamplingSettings { PresencePenalty = 0.5, RepetitionPenalty = 2 };
        float[] first = [1, 1, -1, 2], second = [1, 1, -1, 2];

        adjuster.Apply(first, settings, Tokens, promptLength: 3);
        adjuster.Apply(second, settings, Tokens, promptLength: 3);

        Assert.Equal(first, second);
    }

    static float[] Adjusted(SamplingSettings settings)
    {
        float[] scores = [1, 1, -1, 2];
        new ScoreAdjuster(4).Apply(scores, settings, Tokens, promptLength: 3);
        return scores;
    }
}
