using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Output;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.Sqlite;
using Sluice.Testing;
using static Sluice.Tests.Pipeline.Storage.Entries;

namespace Sluice.Tests.Pipeline.Output;

public sealed class RunFilesTests : IDisposable
{
    readonly TempFolder folder = new();
    string? broken;

    [Fact]
    public async Task Answers_and_failures_are_lines_that_a_person_can_read()
    {
        await using var store = SqliteRunStore.Open(folder.At("runs.db"));
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await using var files = Files(store, step);
        await files.StartAsync();

        await store.CommitAsync(step, [
            Answered(Record("a"), """{"title":"Köchin <3"}""", """[{"path":"/title","start":0,"length":6}]"""),
            Answered(Record("7") with { KeyIsNumber = true }, """{"title":"Chef"}"""),
            Failed(Record("c", line: 3), response: "not\n\"JSON\""),
        ]);
        await files.FinishAsync(rewrite: false, expectedAnswers: 2, keep: null);

        Assert.Equal("""
            {"id":"a","answer":{"title":"Köchin <3"},"spans":[{"path":"/title","start":0,"length":6}],"model":"smol","backend":"laptop","config":"44136fa355b3678a","attempts":1,"prompt_tokens":100,"completion_tokens":20,"seconds":2}
            {"id":7,"answer":{"title":"Chef"},"model":"smol","backend":"laptop","config":"44136fa355b3678a","attempts":1,"prompt_tokens":100,"completion_tokens":20,"seconds":2}

            """, folder.Read("out/answers.jsonl"));
        Assert.Equal("""
            {"id":"c","place":"data.jsonl:3","reason":"schema-mismatch","detail":"why","attempts":1,"response":"not\n\"JSON\""}

            """, folder.Read("out/answers.failed.jsonl"));
    }

    [Fact]
    public async Task A_line_torn_by_a_crash_and_lines_written_twice_are_gone_after_the_next_start()
    {
        await using var store = SqliteRunStore.Open(folder.At("runs.db"));
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Answered(Record("a")), Answered(Record("b"))]);
        folder.Write("out/answers.jsonl", "{\"id\":\"a\"}\n{\"id\":\"a\"}\n{\"id\":\"b\",\"ans");

        var files = Files(store, step);
        await files.StartAsync();
        await files.DisposeAsync();

        Assert.Equal(["a", "b"], Ids());
    }

    [Fact]
    public async Task The_file_grows_while_the_run_goes_on()
    {
        await using var store = SqliteRunStore.Open(folder.At("runs.db"));
        var step = await store.OpenStepAsync(Identity(), Now, default);
        var files = Files(store, step);
        await files.StartAsync();

        await store.CommitAsync(step, [.. Enumerable.Range(0, 600).Select(n => Answered(Record($"r{n}")))]);
        files.Changed();
        await files.DisposeAsync(); // as when the process goes down in good order: no finish, only what was announced

        Assert.Equal(Enumerable.Range(0, 600).Select(n => $"r{n}"), Ids());
    }

    [Fact]
    public async Task Lines_of_records_that_the_input_has_no_more_are_left_out_at_the_end()
    {
        await using var store = SqliteRunStore.Open(folder.At("runs.db"));
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Answered(Record("a")), Answered(Record("gone")), Failed(Record("gone too")), Failed(Record("b"))]);
        await using var files = Files(store, step);
        await files.StartAsync();

        await files.FinishAsync(rewrite: false, expectedAnswers: 1, keep: key => key is "a" or "b");

        Assert.Equal(["a"], Ids());
        Assert.StartsWith("{\"id\":\"b\"", Assert.Single(folder.Lines("out/answers.failed.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_failures_there_is_no_file_of_failures()
    {
        await using var store = SqliteRunStore.Open(folder.At("runs.db"));
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Failed(Record("a"))]);
        folder.Write("out/answers.failed.jsonl", "old");
        await using var files = Files(store, step);
        await files.StartAsync();

        await store.CommitAsync(step, [Answered(Record("a"))]);
        await files.FinishAsync(rewrite: false, expectedAnswers: 1, keep: null);

        Assert.False(File.Exists(folder.At("out/answers.failed.jsonl")));
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_said_once_with_its_name()
    {
        folder.Write("out", "a file where a folder should be");
        await using var store = SqliteRunStore.Open(folder.At("runs.db"));
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await using var files = new RunFiles(store, [("extract", step)], [("extract", step)], folder.Path + "/out/answers.jsonl", new OutputLines(OutputFormat.JsonLines, isBatch: false, []), reason => broken = reason);

        await files.StartAsync();

        Assert.StartsWith($"the output {folder.Path}/out/answers.jsonl cannot be written (", broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_the_batch_form_says_when_its_answer_was_made_as_clients_of_that_form_expect()
    {
        await using var store = SqliteRunStore.Open(folder.At("runs.db"));
        var step = await store.OpenStepAsync(Identity(), Now, default);
        await store.CommitAsync(step, [Answered(Record("a"))]);
        await using var files = new RunFiles(store, [("extract", step)], [("extract", step)], folder.At("out/answers.jsonl"), new OutputLines(OutputFormat.OpenAiBatch, isBatch: false, []), reason => broken = reason);

        await files.StartAsync();
        await files.FinishAsync(rewrite: false, expectedAnswers: 1, keep: null);

        var body = System.Text.Json.JsonElement.Parse(Assert.Single(folder.Lines("out/answers.jsonl"))).GetProperty("response").GetProperty("body");
        Assert.Equal(["id", "object", "created", "model", "choices", "usage"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Now.AddSeconds(2).ToUnixTimeSeconds(), body.GetProperty("created").GetInt64());
    }

    public void Dispose() => folder.Dispose();

    RunFiles Files(RunStore store, StoredStep step) => new(store, [("extract", step)], [("extract", step)], folder.At("out/answers.jsonl"), new OutputLines(OutputFormat.JsonLines, isBatch: false, []), reason => broken = reason);

    string[] Ids() => [.. folder.Lines("out/answers.jsonl").Select(line => System.Text.Json.JsonElement.Parse(line).GetProperty("id").GetString()!)];
}
