using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.History;
using Sluice.Pipeline.Storage.Sqlite;
using Sluice.Testing;
using static Sluice.Tests.Pipeline.Storage.Entries;

namespace Sluice.Tests.Pipeline.Storage;

public sealed class SqliteRunHistoryTests : IDisposable
{
    readonly TempFolder folder = new();

    string StorePath => folder.At(".sluice/runs.db");

    [Fact]
    public async Task Runs_are_listed_with_how_they_were_started_and_ended_the_one_used_last_first()
    {
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            var one = await store.OpenStepAsync(Identity("one"), Now, default);
            await store.CommitAsync(one, [Answered(Record("a")), Failed(Record("b"))]);
            var invocation = await store.BeginInvocationAsync(one, new InvocationEntry(Now, new StoredCommand("/jobs", ["run", "a b.yaml"])), default);
            await store.EndInvocationAsync(invocation.Id, Now.AddMinutes(3), "stopped", "the disk is full");
            var other = await store.OpenStepAsync(Identity("other"), Now.AddHours(1), default);
            await store.BeginInvocationAsync(other, new InvocationEntry(Now.AddHours(1), null), default);
        }

        using var history = SqliteRunHistory.Open(StorePath);
        var runs = history.Runs();

        Assert.Equal([("other", 0L), ("one", 2L)], runs.Select(run => (run.Name, run.Records)));
        Assert.Equal((Now.AddMinutes(3), "stopped", "the disk is full"), (runs[1].Last!.EndedAt, runs[1].Last!.Ending, runs[1].Last!.Message));
        Assert.Equal(("/jobs", "run|a b.yaml"), (runs[1].Last!.Command!.Folder, string.Join('|', runs[1].Last!.Command!.Arguments)));
        Assert.Equal((null, null), (runs[0].Last!.EndedAt, runs[0].Last!.Command));
        Assert.False(history.IsGoingOn(runs[0]));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_read_as_it_stands()
    {
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            var step = await store.OpenStepAsync(Identity("one"), Now, default);
            await store.CommitAsync(step, [Answered(Record("a")), Failed(Record("b"))]);
        }

        using var held = RunLock.Take(StorePath, "one");
        using var history = SqliteRunHistory.OpenReadOnly(StorePath);
        var run = Assert.Single(history.Runs());

        Assert.Equal((2L, 1L), (run.Records, Assert.Single(history.Steps(run)).Answers));
        Assert.False(history.IsGoingOn(run)); // nobody can work on it where it lies
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_and_has_a_journal_left_is_refused_with_a_way_out()
    {
        await using (var store = SqliteRunStore.Open(StorePath)) await store.OpenStepAsync(Identity("one"), Now, default);
        folder.Write(".sluice/runs.db-wal", "left by a crash");

        var refusal = Assert.Throws<StoreException>(() => SqliteRunHistory.OpenReadOnly(StorePath));

        Assert.Equal($"the run store {StorePath} cannot be written, and a part of it still stands in its journal {StorePath}-wal: copy both to a place that can be written, and name that with --store", refusal.Message);
    }

    [Fact]
    public async Task A_run_that_another_process_works_on_is_going_on_and_cannot_be_forgotten()
    {
        await using (var store = SqliteRunStore.Open(StorePath)) await store.OpenStepAsync(Identity("one"), Now, default);
        using var history = SqliteRunHistory.Open(StorePath);
        var run = history.Runs()[0];

        using (RunLock.Take(StorePath, "one"))
        {
            Assert.True(history.IsGoingOn(run));
            Assert.Throws<StoreException>(() => history.Prune(new PrunePlan([run], PrunePart.All)));
        }

        Assert.False(history.IsGoingOn(run));
    }

    [Fact]
    public async Task A_step_is_told_by_configuration_with_its_failures_by_reason_and_an_example_of_each()
    {
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            var old = await store.OpenStepAsync(Identity(config: """{"v":1}"""), Now, default);
            await store.CommitAsync(old, [Answered(Record("a")), Answered(Record("b"))]);
            var now = await store.OpenStepAsync(Identity(config: """{"v":2}"""), Now.AddHours(1), default);
            await store.CommitAsync(now, [Failed(Record("a", line: 1), "truncated", response: "{"), Failed(Record("b", line: 2), "truncated"), Failed(Record("c", line: 3), "not-json"), Answered(Record("d", line: 4))]);
        }

        using var history = SqliteRunHistory.Open(StorePath);
        var steps = history.Steps(history.Runs()[0]);

        Assert.Equal([("""{"v":2}""", 1L), ("""{"v":1}""", 2L)], steps.Select(step => (step.Config, step.Answers)));
        Assert.Equal([("truncated", 2L, "a", "{"), ("not-json", 1L, "c", null)], steps[0].Failures.Select(failure => (failure.Reason, failure.Count, failure.Sample.Key, failure.Sample.Response)));
        Assert.Equal(new StepTotals(4, 400, 41), steps[0].Totals);
    }

    [Fact]
    public async Task Answers_are_exported_in_the_order_of_the_input_or_of_their_coming()
    {
        StoredStep step;
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            step = await store.OpenStepAsync(Identity(), Now, default);
            await store.CommitAsync(step, [Answered(Record("c", line: 3)), Answered(Record("a", line: 1)), Failed(Record("d", line: 4)), Failed(Record("b", line: 2))]);
        }

        using var history = SqliteRunHistory.Open(StorePath);

        Assert.Equal(["a", "c"], history.Answers(step, inInputOrder: true, withFields: false).Select(row => row.Answer.Key));
        Assert.Equal(["c", "a"], history.Answers(step, inInputOrder: false, withFields: false).Select(row => row.Answer.Key));
        Assert.Equal(["b", "d"], history.Failures(step, inInputOrder: true).Select(row => row.Key));
        Assert.Equal("""{"id":"c","text":"some text"}""", history.Answers(step, inInputOrder: false, withFields: true).First().Fields);
    }

    [Fact]
    public async Task A_record_is_told_with_every_attempt_and_the_bodies_that_were_kept()
    {
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            var step = await store.OpenStepAsync(Identity(), Now, default);
            await store.CommitAsync(step, [Failed(Record("a", "before"), "truncated", response: "{\"ti"), Answered(Record("a", "after", line: 7))]);
        }

        using var history = SqliteRunHistory.Open(StorePath);
        var record = history.Record(history.Runs()[0], "a")!;

        Assert.Equal(("data.jsonl:7", """{"id":"a","text":"after"}"""), (record.Place, record.Fields));
        Assert.Equal([("truncated", "{\"ti", false, null), (null, null, true, """{"title":"Cook"}""")],
            record.Attempts.Select(attempt => (attempt.Entry.Reason, attempt.Entry.Response, attempt.IsOfCurrentContent, attempt.Answer?.Json)));
        Assert.Null(history.Record(history.Runs()[0], "b"));
        Assert.Equal(["a"], history.KeysLike(history.Runs()[0], "aa", 3));
    }

    [Fact]
    public async Task Earlier_configurations_are_forgotten_but_not_what_a_kept_answer_came_from()
    {
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            var old = await store.OpenStepAsync(Identity(config: """{"v":1}"""), Now, default);
            await store.CommitAsync(old, [Answered(Record("a"), "1"), Answered(Record("b"), "1")]);
            var now = await store.OpenStepAsync(Identity(config: """{"v":2}"""), Now.AddHours(1), default);
            var earlier = (await store.FindEarlierAnswersAsync(old, [IdentityOf(Record("a"))], default))[0]!;
            await store.CommitAsync(now, [new JournalEntry(Record("a"), null, new AcceptedAnswer("1", null)) { EarlierAttempt = earlier.Attempt }, Answered(Record("b"), "2")]);
        }

        using var history = SqliteRunHistory.Open(StorePath);
        var run = history.Runs()[0];
        var result = history.Prune(new PrunePlan([run], PrunePart.Old));

        Assert.Equal((0L, 2L, 1L), (result.Runs, result.Answers, result.Attempts));
        var latest = history.Steps(run)[0];
        Assert.Equal(["1", "2"], history.Answers(latest.Step, inInputOrder: false, withFields: false).Select(row => row.Answer.Answer.Json));
    }

    [Fact]
    public async Task Bodies_or_whole_runs_are_forgotten_and_other_runs_stay()
    {
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            foreach (var name in new[] { "one", "other" })
            {
                var step = await store.OpenStepAsync(Identity(name), Now, default);
                await store.CommitAsync(step, [Failed(Record("a"), response: "x"), Answered(Record("b"))]);
            }
        }

        using var history = SqliteRunHistory.Open(StorePath);
        var (one, other) = (history.Runs().Single(run => run.Name == "one"), history.Runs().Single(run => run.Name == "other"));

        Assert.Equal(1, history.Prune(new PrunePlan([one], PrunePart.Bodies)).Bodies);
        Assert.Null(history.Record(one, "a")!.Attempts[0].Entry.Response);
        Assert.Equal("x", history.Record(other, "a")!.Attempts[0].Entry.Response);
        Assert.Equal((1L, 1L, 2L), history.Prune(new PrunePlan([one], PrunePart.All)) is var gone ? (gone.Runs, gone.Answers, gone.Attempts) : default);
        Assert.Equal(["other"], history.Runs().Select(run => run.Name));
        Assert.Equal(1, history.Steps(other)[0].Answers);
    }

    [Fact]
    public void A_store_that_is_not_there_is_said_and_not_made()
    {
        var error = Assert.Throws<StoreException>(() => SqliteRunHistory.Open(StorePath));

        Assert.Equal($"there is no run store at {StorePath}; 'sluice run' makes one, and --store names another", error.Message);
        Assert.False(File.Exists(StorePath));
    }

    [Fact]
    public async Task A_store_of_the_first_version_is_brought_up_to_this_one_with_its_answers()
    {
        await using (var store = SqliteRunStore.Open(StorePath)) await store.CommitAsync(await store.OpenStepAsync(Identity(), Now, default), [Answered(Record("a"))]);
        using (var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                DROP TABLE invocation; ALTER TABLE step DROP COLUMN opened_at; ALTER TABLE record DROP COLUMN gone; ALTER TABLE attempt DROP COLUMN overrides;
                PRAGMA user_version = 1
                """;
            command.ExecuteNonQuery();
        }

        using var history = SqliteRunHistory.Open(StorePath);
        var run = Assert.Single(history.Runs());

        Assert.Null(run.Last);
        Assert.Equal((Now, 1L), (history.Steps(run)[0].UsedAt, history.Steps(run)[0].Answers));
    }

    public void Dispose() => folder.Dispose();
}
