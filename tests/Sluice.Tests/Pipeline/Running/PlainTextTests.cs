using System.Text.Json;
using Sluice.Pipeline.Configuration;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

/// <summary>A step without a schema gives plain text.</summary>
public sealed class PlainTextTests
{
    [Fact]
    public async Task The_answer_is_the_text_as_it_came_and_no_form_is_asked_for()
    {
        const string Said = " He said: {\"a\": 1},\n<think>then</think> left. ";
        await using var rig = await StartAsync(_ => CallPlan.Says(Said));

        await rig.RunAsync();

        Assert.Equal(Said, Assert.Single(rig.Output).GetProperty("answer").GetString());
        Assert.False(Assert.Single(rig.Server.Ledger.Calls).Json.TryGetProperty("response_format", out _));
    }

    [Fact]
    public async Task An_empty_or_truncated_text_is_no_answer()
    {
        await using var rig = await StartAsync(call => call.Ordinal switch
        {
            0 => CallPlan.Says(" \n"),
            1 => CallPlan.Says("Once upon a") with { Finish = "length" },
            _ => CallPlan.Says("Once."),
        });

        var report = await rig.RunAsync();

        Assert.Equal((1L, 3L, "Once."), (report.Progress.Answered, report.Progress.Calls, Assert.Single(rig.Output).GetProperty("answer").GetString()));
        Assert.All(rig.Server.Ledger.Calls, call => Assert.DoesNotContain("JSON", call.LastMessage, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_examples_have_texts_for_answers()
    {
        await using var rig = await StartAsync(_ => CallPlan.Says("A short text."));
        rig.WritePipeline(text => WithoutSchema(text).Replace("max_tokens: 100", "max_tokens: 100\n    examples: examples.jsonl", StringComparison.Ordinal));
        rig.Folder.Write("examples.jsonl", """{"input": {"text": "long"}, "answer": "short"}""");

        await rig.RunAsync();
        rig.Folder.Write("examples.jsonl", """{"input": {"text": "long"}, "answer": {"text": "short"}}""");
        var problem = Assert.Single(Assert.Throws<PipelineFileException>(() => rig.NewRun()).Problems);

        Assert.Equal(("assistant", "short"), Assert.Single(rig.Server.Ledger.Calls).Messages[2]);
        Assert.Contains("the example's answer is no text", problem.Message, StringComparison.Ordinal);
    }

    static async Task<RunRig> StartAsync(Func<Call, CallPlan> script)
    {
        var rig = await RunRig.StartAsync(records: 1, script);
        rig.WritePipeline(WithoutSchema);
        return rig;
    }

    static string WithoutSchema(string text) => string.Join('\n', text.Split('\n').Where(line => line.Length < 6 || !(line.Contains("schema:", StringComparison.Ordinal) || line.StartsWith("      ", StringComparison.Ordinal))));
}
