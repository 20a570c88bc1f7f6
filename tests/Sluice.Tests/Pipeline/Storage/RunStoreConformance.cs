using Sluice.Pipeline.Storage;
using static Sluice.Tests.Pipeline.Storage.Entries;

namespace Sluice.Tests.Pipeline.Storage;

/// <summary>What every run store must do. A store is tested by deriving from this class.</summary>
public abstract class RunStoreConformance
{
    /// <summary>Opens the store of this test; a second call opens the same one again, as another process would.</summary>
    protected abstract RunStore Open();

    [Fact]
    public async Task A_committed_answer_is_there_when_the_store_is_opened_again()
    {
        var record = Record("a");
        await using (var store = Open())
        {
            var step = await store.OpenStepAsync(Identity(), Now, default);
            Assert.True(step.IsNew && step.RunIsNew);
            await store.CommitAsync(step, [Answered(record, """{"title":"Köchin 😀"}""", """[{"path":"/title","start":0,"length":6}]""")]);
        }

        await using var again = Open();
        var sameStep = await again.OpenStepAsync(Identity(), Now, default);

        Assert.False(sameStep.IsNew);
        Assert.Equal([new RecordState(true, false, null)], await again.FindAsync(sameStep, [IdentityOf(record)], default));
        var answer = Assert.Single(await again.ReadAnswersAsync(sameStep, 0, 10, default));
        Assert.Equal(("a", """{"title":"Köchin 😀"}""", """[{"path":"/title","start":0,"length":6}]"""), (answer.Key, answer.Answer.Json, answer.Answer.Spans));
        Assert.Equal(("laptop", "smol", 1, 100, 20, TimeSpan.FromSeconds(2)), (answer.Backend, answer.Model, answer.Attempts, answer.PromptTokens, answer.CompletionTokens, answer.Total));
    }

    [Fact]
    public async Task Records_that_several_steps_answered_are_read_once_when_the_last_of_them_did()
    {
        await using var store = Open();
        var (first, second) = (await store.OpenStepAsync(Identity(), Now, default), await store.OpenStepAsync(Identity(step: "judge"), Now, default));
        await store.CommitAsync(first, [Answered(Record("a"), "1"), Answered(Record("b"), "2"), Answered(Record("c"), "3")]);
        await store.CommitAsync(second, [Answered(Record("b"), "20"), Answered(Record("d"), "40")]);
        var early = await store.ReadAnswersAsync([first, second], 0, 10, default);
        await store.CommitAsync(second, [Answered(Record("a"), "10"), Answered(Record("c", "other"), "30")]);

        var later = await store.ReadAnswersAsync([second, first], early[^1][0].Sequence, 10, default);

        Assert.Equal([("b", "2", "20")], early.Select(row => (row[0].Key, row[0].Answer.Json, row[1].Answer.Json)));
        Assert.Equal([("a", "10", "1")], later.Select(row => (row[0].Key, row[0].Answer.Json, row[1].Answer.Json)));
        Assert.Equal(2, (await store.ReadAnswersAsync([first, second], 0, 10, default)).Count);
        Assert.Equal("b", Assert.Single(await store.ReadAnswersAsync([first, second], 0, 1, default))[0].Key);
    }

    [Fact]
    public async Task Failures_of_several_steps_are_read_in_one_order_each_with_its_step()
    {
        await using var store = Open();
        var (first, second) = (await store.OpenStepAsync(Identity(), Now, default), await store.OpenStepAsync(Identity(step: "judge"), Now, default));
        await store.CommitAsync(first, [Failed(Record("a"), "truncated"), Failed(Record("b"))]);
        await store.CommitAsync(second, [Failed(Record("a"), "earlier-step"), Failed(Record("c"), final: false)]);
        await store.CommitAsync(first, [Answered(Record("b"))]);

        var failures = await store.ReadFailuresAsync([first, second], 0, 10, default);

        Assert.Equal([("a", "extract", "truncated"), ("a", "judge", "earlier-step")], failures.Select(row => (row.Key, row.Step, row.Failure.Reason)));
        Assert.Equal("judge", Assert.Single(await store.ReadFailuresAsync([first, second], failures[0].Sequence, 10, default)).Step);
    }

    [Fact]
    public async Task A_record_never_seen_is_unknown()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Answered(Record("a"))]);

        Assert.Equal([RecordState.Unknown, new RecordState(true, false, null)], await store.FindAsync(step, [IdentityOf(Record("b")), IdentityOf(Record("a"))], default));
    }

    [Fact]
    public async Task Changed_input_is_unanswered_until_it_is_asked_again()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        var (before, after) = (Record("a", "before"), Record("a", "after"));
        await store.CommitAsync(step, [Answered(before, """{"n":1}""")]);

        Assert.Equal([new RecordState(false, true, null) { HasOutdatedAnswer = true }], await store.FindAsync(step, [IdentityOf(after)], default));

        await store.CommitAsync(step, [Answered(after, """{"n":2}""")]);
        Assert.Equal(["""{"n":2}"""], await Answers(store, step));
        Assert.Equal([new RecordState(true, true, null)], await store.FindAsync(step, [IdentityOf(before)], default));
    }

    [Fact]
    public async Task Another_configuration_has_answers_of_its_own()
    {
        await using var store = Open();
        var first = await store.OpenStepAsync(Identity(config: """{"prompt":1}"""), Now, default);
        await store.CommitAsync(first, [Answered(Record("a"), "1")]);

        var second = await store.OpenStepAsync(Identity(config: """{"prompt":2}"""), Now, default);

        Assert.True(second.IsNew);
        Assert.False(second.RunIsNew);
        Assert.Equal([new RecordState(false, false, null)], await store.FindAsync(second, [IdentityOf(Record("a"))], default));
        await store.CommitAsync(second, [Answered(Record("a"), "2")]);
        Assert.Equal(["1"], await Answers(store, first));
        Assert.Equal(["2"], await Answers(store, second));
    }

    [Fact]
    public async Task Changed_input_that_was_never_answered_has_no_outdated_answer()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Failed(Record("a", "before"))]);

        Assert.Equal([new RecordState(false, true, null)], await store.FindAsync(step, [IdentityOf(Record("a", "after"))], default));
    }

    [Fact]
    public async Task An_answer_of_another_configuration_can_be_found_and_accepted_with_where_it_came_from()
    {
        await using var store = Open();
        var first = await store.OpenStepAsync(Identity(config: """{"schema":1}"""), Now, default);
        await store.CommitAsync(first, [Failed(Record("a"), final: false), Answered(Record("a"), "1")]);
        var second = await store.OpenStepAsync(Identity(config: """{"schema":2}"""), Now, default);

        var config = Assert.Single(await store.FindEarlierConfigsAsync(second, default));
        var found = await store.FindEarlierAnswersAsync(config.Step, [IdentityOf(Record("a", "other")), IdentityOf(Record("a")), IdentityOf(Record("b"))], default);
        await store.CommitAsync(second, [new JournalEntry(Record("a"), null, new AcceptedAnswer(found[1]!.Json, null)) { EarlierAttempt = found[1]!.Attempt }]);

        Assert.Equal("""{"schema":1}""", config.Config);
        Assert.Equal([null, "1", null], found.Select(answer => answer?.Json));
        var answer = Assert.Single(await store.ReadAnswersAsync(second, 0, 10, default));
        Assert.Equal(("1", "smol", 2, Convert.ToHexStringLower(Identity(config: """{"schema":2}""").ConfigHash.Span)), (answer.Answer.Json, answer.Model, answer.Attempts, answer.Config));
        Assert.Equal(new StepTotals(0, 0, 0), await store.TotalsAsync(second, default));
    }

    [Fact]
    public async Task Earlier_configurations_are_those_of_the_same_step_and_run_the_newest_first()
    {
        await using var store = Open();
        foreach (var (run, step, config) in new[] { ("postings", "extract", "1"), ("postings", "judge", "2"), ("others", "extract", "3"), ("postings", "extract", "4") })
            await store.OpenStepAsync(Identity(run, config, step), Now, default);

        var now = await store.OpenStepAsync(Identity(config: "5"), Now, default);

        Assert.Equal(["4", "1"], (await store.FindEarlierConfigsAsync(now, default)).Select(earlier => earlier.Config));
    }

    [Fact]
    public async Task Answers_of_several_steps_make_one_line_where_one_was_accepted_again_under_another_configuration()
    {
        await using var store = Open();
        var (extract, judge) = (await store.OpenStepAsync(Identity(config: "1"), Now, default), await store.OpenStepAsync(Identity(config: "2", step: "judge"), Now, default));
        await store.CommitAsync(extract, [Answered(Record("a"), "\"cook\"")]);
        await store.CommitAsync(judge, [Answered(Record("a"), "true")]);
        var (extractNow, judgeNow) = (await store.OpenStepAsync(Identity(config: "3"), Now, default), await store.OpenStepAsync(Identity(config: "4", step: "judge"), Now, default));
        await store.CommitAsync(extractNow, [Answered(Record("a"), "\"chef\"")]);

        var earlier = (await store.FindEarlierAnswersAsync(judge, [IdentityOf(Record("a"))], default))[0]!;
        await store.CommitAsync(judgeNow, [new JournalEntry(Record("a"), null, new AcceptedAnswer(earlier.Json, null)) { EarlierAttempt = earlier.Attempt }]);

        var line = Assert.Single(await store.ReadAnswersAsync([extractNow, judgeNow], 0, 10, default));
        Assert.Equal(["\"chef\"", "true"], line.Select(answer => answer.Answer.Json));
        Assert.Equal(RecordState.Answered, (await store.FindAsync(judgeNow, [IdentityOf(Record("a"))], default))[0]);
    }

    [Fact]
    public async Task Records_that_left_the_input_do_not_count_until_they_come_back()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Answered(Record("a"), "1"), Answered(Record("b"), "2"), Failed(Record("data.jsonl:3"))]);

        await store.MarkGoneAsync(step, 1, key => key == "a");
        var without = (Answers: await Answers(store, step), Failures: await store.ReadFailuresAsync(step, 0, 10, default));
        await store.MarkGoneAsync(step, 2, key => key is "a" or "b");

        Assert.Equal(["1"], without.Answers);
        Assert.Empty(without.Failures);
        Assert.Equal(["1", "2"], await Answers(store, step));
    }

    [Fact]
    public async Task A_record_that_is_asked_about_again_counts_again()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Failed(Record("a"))]);
        await store.MarkGoneAsync(step, 0, _ => false);

        await store.CommitAsync(step, [Answered(Record("a"), "1")]);

        Assert.Equal(["1"], await Answers(store, step));
    }

    [Fact]
    public async Task Work_goes_on_with_what_began_after_the_last_end_of_the_run()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        var other = await store.OpenStepAsync(Identity("other"), Now, default);
        async Task<BegunInvocation> BeginAsync(int minute, StoredStep? of = null) => await store.BeginInvocationAsync(of ?? step, new InvocationEntry(Now.AddMinutes(minute), null), default);

        var first = await BeginAsync(1);
        var second = await BeginAsync(2);
        await store.EndInvocationAsync(second.Id, Now.AddMinutes(3), "drained", null);
        var third = await BeginAsync(4);
        await store.EndInvocationAsync(third.Id, Now.AddMinutes(5), "finished", null);
        var fourth = await BeginAsync(6);

        Assert.Equal([null, Now.AddMinutes(1), Now.AddMinutes(1), null], new[] { first, second, third, fourth }.Select(begun => begun.ContinuesSince));
        Assert.Null((await BeginAsync(7, other)).ContinuesSince);
    }

    [Fact]
    public async Task A_record_says_when_the_call_was_made_that_it_was_given_up_after()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Failed(Record("a"))]);

        Assert.Equal(Now, Assert.Single(await store.FindAsync(step, [IdentityOf(Record("a"))], default)).GivenUpAt);
    }

    [Fact]
    public async Task Runs_of_other_names_do_not_see_each_other()
    {
        await using var store = Open();
        var one = await store.OpenStepAsync(Identity("one"), Now, default);
        var other = await store.OpenStepAsync(Identity("other"), Now, default);
        await store.CommitAsync(one, [Answered(Record("a"))]);

        Assert.Equal([RecordState.Unknown], await store.FindAsync(other, [IdentityOf(Record("a"))], default));
        Assert.Empty(await store.ReadAnswersAsync(other, 0, 10, default));
    }

    [Fact]
    public async Task The_first_answer_stays_and_a_second_one_is_only_journalled()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);

        await store.CommitAsync(step, [Answered(Record("a"), "1"), Answered(Record("a"), "2")]);
        await store.CommitAsync(step, [Answered(Record("a"), "3")]);

        Assert.Equal(["1"], await Answers(store, step));
        Assert.Equal(new StepTotals(3, 300, 60), await store.TotalsAsync(step, default));
    }

    [Fact]
    public async Task What_a_run_has_spent_is_told_by_backend_over_all_its_steps()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        var changed = await store.OpenStepAsync(Identity(config: "other"), Now, default);
        var foreign = await store.OpenStepAsync(Identity("foreign"), Now, default);

        await store.CommitAsync(step, [Answered(Record("a"))]);
        await store.CommitAsync(changed, [Answered(Record("a"))]);
        await store.CommitAsync(foreign, [Answered(Record("a"))]);

        var spent = Assert.Single(await store.SpentAsync(changed, default));
        Assert.Equal(await store.TotalsAsync(step, default) is var one ? (2 * one.PromptTokens, 2 * one.CompletionTokens) : default, (spent.PromptTokens, spent.CompletionTokens));
    }

    [Fact]
    public async Task A_record_given_up_is_listed_with_its_last_response()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);

        await store.CommitAsync(step, [Failed(Record("a", line: 7), "not-json", final: false), Failed(Record("a", line: 7), response: "{\"titel\": 1}")]);

        var failure = Assert.Single(await store.ReadFailuresAsync(step, 0, 10, default));
        Assert.Equal(("a", "data.jsonl:7", new StoredReason("schema-mismatch", "why"), 2, "{\"titel\": 1}"), (failure.Key, failure.Place, failure.Failure, failure.Attempts, failure.Response));
        Assert.Equal([new RecordState(false, false, failure.Failure) { GivenUpAt = Now }], await store.FindAsync(step, [IdentityOf(Record("a"))], default));
    }

    [Fact]
    public async Task A_record_still_being_tried_has_not_failed()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);

        await store.CommitAsync(step, [Failed(Record("a"), final: false)]);

        Assert.Empty(await store.ReadFailuresAsync(step, 0, 10, default));
        Assert.Equal([new RecordState(false, false, null)], await store.FindAsync(step, [IdentityOf(Record("a"))], default));
    }

    [Fact]
    public async Task A_record_that_failed_and_was_answered_later_is_no_failure()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Failed(Record("a")), Failed(Record("b"))]);
        await store.CommitAsync(step, [Failed(Record("b"), "truncated"), Answered(Record("a"))]);

        var failure = Assert.Single(await store.ReadFailuresAsync(step, 0, 10, default));

        Assert.Equal(("b", "truncated", 2), (failure.Key, failure.Failure.Reason, failure.Attempts));
        Assert.Equal(2, Assert.Single(await store.ReadAnswersAsync(step, 0, 10, default)).Attempts);
    }

    [Fact]
    public async Task Answers_are_read_page_by_page_in_the_order_they_were_accepted()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [.. Enumerable.Range(0, 25).Select(n => Answered(Record($"r{24 - n}")))]);

        var keys = new List<string>();
        IReadOnlyList<StoredAnswer> page;
        for (long after = 0; (page = await store.ReadAnswersAsync(step, after, 10, default)).Count > 0; after = page[^1].Sequence) keys.AddRange(page.Select(answer => answer.Key));

        Assert.Equal(Enumerable.Range(0, 25).Select(n => $"r{24 - n}"), keys);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_stored_takes_its_whole_group_back()
    {
        await using var store = Open();
        var step = await store.OpenStepAsync(Identity(), Now, default);
        var unknownRun = step with { RunId = 99 };

        await Assert.ThrowsAsync<StoreException>(() => store.CommitAsync(unknownRun, [Answered(Record("a")), Answered(Record("b"))]));

        Assert.Equal(new StepTotals(0, 0, 0), await store.TotalsAsync(step, default));
        await store.CommitAsync(step, [Answered(Record("a"))]);
        Assert.Single(await Answers(store, step));
    }

    [Fact]
    public async Task Two_runs_write_to_one_store_at_the_same_time()
    {
        await using RunStore here = Open(), there = Open();
        var one = await here.OpenStepAsync(Identity("one"), Now, default);
        var other = await there.OpenStepAsync(Identity("other"), Now, default);

        await Task.WhenAll(
            Task.Run(async () => { for (var n = 0; n < 50; n++) await here.CommitAsync(one, [Answered(Record($"r{n}"))]); }),
            Task.Run(async () => { for (var n = 0; n < 50; n++) await there.CommitAsync(other, [Answered(Record($"r{n}"))]); }));

        Assert.Equal(50, (await Answers(here, one)).Count);
        Assert.Equal(50, (await Answers(here, other)).Count);
    }

    static async Task<List<string>> Answers(RunStore store, StoredStep step) =>
        [.. (await store.ReadAnswersAsync(step, 0, 1000, default)).Select(answer => answer.Answer.Json)];
}
