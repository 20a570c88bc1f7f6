using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Pipeline.Asking;

public sealed class FateTests
{
    static readonly AskPlan first = AskPlan.First(new SamplingSpec { MaxTokens = 100 });

    [Theory]
    [InlineData(FailureReason.Transport)]
    [InlineData(FailureReason.Capacity)]
    public void A_server_that_is_away_or_full_costs_the_record_nothing(FailureReason reason)
    {
        var plan = first;
        for (var time = 0; time < 100; time++) plan = Again(plan, reason, afterPause: true);

        Assert.Equal((first.MaxTokens, first.Correction), (plan.MaxTokens, plan.Correction));
    }

    [Theory]
    [InlineData(FailureReason.Server)]
    [InlineData(FailureReason.Timeout)]
    [InlineData(FailureReason.StreamBroken)]
    public void A_failing_server_gets_three_tries_of_the_same_request(FailureReason reason)
    {
        var plan = Again(Again(first, reason, afterPause: true), reason, afterPause: true);

        Assert.Equal((first.MaxTokens, first.Correction), (plan.MaxTokens, plan.Correction));
        Assert.IsType<NextMove.GiveUp>(Fate.Decide(plan, new Failure(reason, ""), ""));
    }

    [Theory]
    [InlineData(FailureReason.Request)]
    [InlineData(FailureReason.Refusal)]
    public void A_refused_request_is_not_repeated(FailureReason reason) =>
        Assert.IsType<NextMove.GiveUp>(Fate.Decide(first, new Failure(reason, ""), ""));

    [Fact]
    public void An_account_failure_pauses_the_run() =>
        Assert.IsType<NextMove.PauseRun>(Fate.Decide(first, new Failure(FailureReason.Account, ""), ""));

    [Fact]
    public void A_truncated_answer_gets_twice_the_tokens_once()
    {
        var plan = Again(first, FailureReason.Truncated);

        Assert.Equal(200, plan.MaxTokens);
        Assert.IsType<NextMove.GiveUp>(Fate.Decide(plan, new Failure(FailureReason.Truncated, ""), ""));
    }

    [Fact]
    public void An_answer_truncated_by_the_server_itself_is_never_asked_for_unchanged() =>
        Assert.IsType<NextMove.GiveUp>(Fate.Decide(AskPlan.First(new SamplingSpec()), new Failure(FailureReason.Truncated, ""), ""));

    [Fact]
    public void A_runaway_is_asked_once_more_differently()
    {
        var plan = Again(first, FailureReason.Runaway);

        Assert.True(plan.Temperature > first.Temperature);
        Assert.NotEqual(first.Seed, plan.Seed);
        Assert.Contains("compact JSON", plan.Correction?.Words, StringComparison.Ordinal);
        Assert.IsType<NextMove.GiveUp>(Fate.Decide(plan, new Failure(FailureReason.Runaway, ""), ""));
    }

    [Fact]
    public void Reasoning_without_an_answer_gets_more_room_once()
    {
        var plan = Again(first, FailureReason.ReasoningOnly);

        Assert.Equal(200, plan.MaxTokens);
        Assert.NotNull(plan.Correction);
    }

    [Theory]
    [InlineData(FailureReason.NotJson, "That is not the JSON that was asked for: /skills/0: wrong.")]
    [InlineData(FailureReason.SchemaMismatch, "That answer does not fit the JSON Schema:\n/skills/0: wrong\n")]
    [InlineData(FailureReason.Ungrounded, "These values do not stand in the text:\n/skills/0: wrong\n")]
    public void A_wrong_answer_is_shown_once_with_what_is_wrong(FailureReason reason, string words)
    {
        var failure = new Failure(reason, "/skills/0: wrong");

        var plan = Assert.IsType<NextMove.Again>(Fate.Decide(first, failure, "the answer")).Plan;

        Assert.Equal("the answer", plan.Correction?.Answer);
        Assert.StartsWith(words, plan.Correction?.Words, StringComparison.Ordinal);
        Assert.IsType<NextMove.GiveUp>(Fate.Decide(plan, failure, "again"));
    }

    [Fact]
    public void Only_the_latest_wrong_answer_is_shown_and_not_more_than_8000_characters_of_it()
    {
        var plan = Again(first, FailureReason.NotJson);
        var latest = Assert.IsType<NextMove.Again>(Fate.Decide(plan, new Failure(FailureReason.Ungrounded, "x"), new string('z', 9000))).Plan;

        Assert.Equal(new string('z', 8000), latest.Correction?.Answer);
    }

    static AskPlan Again(AskPlan plan, FailureReason reason, bool afterPause = false)
    {
        var again = Assert.IsType<NextMove.Again>(Fate.Decide(plan, new Failure(reason, "why"), "text"));
        Assert.Equal(afterPause, again.AfterPause);
        return again.Plan;
    }
}
