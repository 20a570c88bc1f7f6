using Sluice.Testing;

namespace Sluice.Tests.Cli.Running;

/// <summary>A pipeline of a few records in a folder of its own, and the terminal that it is run from.</summary>
internal sealed class SmallJob : IDisposable
{
    private readonly TempFolder folder = new();

    public SmallJob(params string[] lines)
    {
        folder.Write("pipeline.yaml", """
            name: small
            input: { path: records.jsonl, id: "$.id" }
            steps:
              label:
                model: scripted
                prompt: "{{ text }}"
                schema: schema.json
            concurrency: 4
            output: { path: answers.jsonl }
            """);
        folder.Write("schema.json", """{"type": "object", "properties": {"label": {"type": "string"}}, "required": ["label"], "additionalProperties": false}""");
        folder.Write("records.jsonl", string.Join('\n', lines));
    }

    /// <summary>Three records, a, b and c.</summary>
    public static SmallJob OfThree() => new("""{"id": "a", "text": "one"}""", """{"id": "b", "text": "two"}""", """{"id": "c", "text": "three"}""");

    public TerminalSetup Terminal => new() { WorkingFolder = folder.Path };

    public TempFolder Folder => folder;

    public string[] Answers => folder.Lines("answers.jsonl");

    public Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(Terminal, arguments);

    public static Task<CommandRun> RunAsync(TerminalSetup terminal, params string[] arguments) =>
        CommandRun.OfAsync(terminal, ["run", "pipeline.yaml", .. arguments]);

    public void Dispose() => folder.Dispose();
}
