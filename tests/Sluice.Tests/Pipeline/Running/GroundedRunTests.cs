using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

/// <summary>Values that must be quoted: asked again once, then the record fails or loses them.</summary>
public sealed class GroundedRunTests
{
    const string Skills = """
        schema:
              type: object
              properties:
                skills: { type: array, minItems: 1, items: { type: object, properties: { name: { type: string, x-verbatim: true } } } }
        """;

    [Fact]
    public async Task Invented_values_are_dropped_from_their_array_once_a_re_ask_has_not_helped()
    {
        await using var rig = await StartAsync("drop", """{"skills": [{"name": "go"}, {"name": "C#"}, {"name": "Rust"}, {"name": "java"}]}""");

        var report = await rig.RunAsync();

        var line = Assert.Single(rig.Output);
        Assert.Equal("""{"skills":[{"name":"go"},{"name":"java"}]}""", line.GetProperty("answer").GetRawText());
        Assert.Equal("""[{"path":"/skills/0/name","start":5,"length":2},{"path":"/skills/1/name","start":12,"length":4}]""", line.GetProperty("spans").GetRawText());
        Assert.Equal("""[{"path":"/skills/1/name","value":"C#"},{"path":"/skills/2/name","value":"Rust"}]""", line.GetProperty("dropped").GetRawText());
        Assert.Equal(2, rig.Server.Ledger.Count);
        Assert.Equal(new GroundingProgress { FirstValues = 4, FirstInvented = 2, LastValues = 4, LastInvented = 2, Dropped = 2 }, report.Progress.Grounding);
    }

    [Fact]
    public async Task A_record_fails_when_dropping_would_break_the_schema()
    {
        await using var rig = await StartAsync("drop", """{"skills": [{"name": "C#"}]}""");

        Assert.Equal(["ungrounded"], (await rig.RunAsync()).Progress.FailedByReason.Keys);
    }

    [Fact]
    public async Task A_record_fails_unless_it_is_said_to_drop()
    {
        await using var rig = await StartAsync("fail", """{"skills": [{"name": "go"}, {"name": "C#"}]}""");

        Assert.Equal(["ungrounded"], (await rig.RunAsync()).Progress.FailedByReason.Keys);
    }

    [Fact]
    public async Task The_share_of_invented_values_is_told_before_and_after_the_re_ask()
    {
        await using var rig = await StartAsync("fail", """{"skills": [{"name": "go"}, {"name": "C#"}]}""", """{"skills": [{"name": "go"}, {"name": "java"}, {"name": "go"}]}""");

        var report = await rig.RunAsync();

        Assert.Equal(new GroundingProgress { FirstValues = 2, FirstInvented = 1, LastValues = 3 }, report.Progress.Grounding);
        Assert.Contains("/skills/1/name: \"C#\"", rig.Server.Ledger.Calls[1].LastMessage, StringComparison.Ordinal);
    }

    static async Task<RunRig> StartAsync(string ungrounded, params string[] answers)
    {
        var rig = await RunRig.StartAsync(records: 1, script: call => CallPlan.Says(answers[Math.Min(call.Ordinal, answers.Length - 1)]));
        rig.WritePipeline(text => text[..text.IndexOf("schema:", StringComparison.Ordinal)] + Skills + $"\n    ungrounded: {ungrounded}\n" + text[text.IndexOf("concurrency:", StringComparison.Ordinal)..]);
        rig.WriteRecords(["""{"id": "r1", "text": "Some go and java and go."}"""]);
        return rig;
    }
}
