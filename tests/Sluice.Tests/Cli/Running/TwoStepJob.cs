using System.Text.RegularExpressions;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Cli.Running;

/// <summary>A pipeline whose second step quotes from what the first one answered, and the server that answers both.</summary>
internal sealed class TwoStepJob : IAsyncDisposable
{
    private TwoStepJob(TwinServer server) => Server = server;

    public TempFolder Folder { get; } = new();

    public TwinServer Server { get; }

    public static async Task<TwoStepJob> StartAsync(int records = 3)
    {
        var job = new TwoStepJob(await PlannedTwin.StartAsync(Answer));
        job.Folder.Write("pipeline.yaml", """
            name: two
            input: { path: records.jsonl, id: "$.id" }
            steps:
              sum-up:
                model: scripted
                prompt: "Sum up: {{ text }}"
                schema: { type: object, properties: { summary: { type: string, minLength: 5 } }, required: [summary], additionalProperties: false }
                max_tokens: 50
              quote:
                model: scripted
                prompt: "Quote a word of: {{ steps['sum-up'].summary }}"
                source: "{{ steps['sum-up'].summary }}"
                schema: { type: object, properties: { word: { type: string, x-verbatim: true } }, required: [word], additionalProperties: false }
                max_tokens: 20
            concurrency: 2
            output: { path: answers.jsonl }
            """);
        job.Folder.Write("records.jsonl", string.Concat(Enumerable.Range(1, records).Select(n => $"{{\"id\": \"r{n}\", \"text\": \"text {n}\"}}\n")));
        return job;
    }

    public Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(new TerminalSetup { WorkingFolder = Folder.Path }, arguments);

    public Task<CommandRun> AskAsync(params string[] arguments) => RunAsync(["run", "pipeline.yaml", "--url", Server.BaseUrl.ToString(), .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    private static CallPlan Answer(Call call) => CallPlan.Says(call.LastMessage.StartsWith("Quote", StringComparison.Ordinal)
        ? $$"""{"word": "{{Regex.Match(call.LastMessage, "number\\d").Value}}"}"""
        : $$"""{"summary": "Short number{{call.LastMessage[^1]}} here"}""");
}
