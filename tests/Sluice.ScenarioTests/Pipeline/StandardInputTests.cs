using System.IO.Compression;
using System.Text.Json;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.ScenarioTests.Pipeline;

public sealed class StandardInputTests : IDisposable
{
    const string Piped = "id,text\na,one\nb,\"two\nlines\"\nc\n";

    readonly TempFolder folder = new();

    [Fact]
    public async Task Rows_that_are_piped_in_are_asked_about_and_not_again()
    {
        await using var server = await PlannedTwin.StartAsync(call => CallPlan.Says($$"""{"title": {{JsonSerializer.Serialize(call.LastMessage)}}}"""));
        folder.Write("pipeline.yaml", """
            name: piped
            input: { path: "-", format: csv, id: id }
            steps:
              extract:
                prompt: "{{ text }}"
                schema: { type: object, properties: { title: { type: string } }, required: [title], additionalProperties: false }
            output: { path: answers.jsonl }
            """);

        var first = await RunAsync(server, [.. Piped.Select(character => (byte)character)]);
        var again = await RunAsync(server, Packed());

        Assert.Equal((1, 1), (first.Code, again.Code)); // one row has too few fields
        Assert.Contains("2 of 3 records answered, 1 failed\n  input 1, first standard input:5", first.Text, StringComparison.Ordinal);
        Assert.Contains("2 of 3 records answered (2 in earlier runs), 1 failed", again.Text, StringComparison.Ordinal);
        Assert.Equal(["one", "two\nlines"], server.Ledger.Calls.Select(call => call.LastMessage).Order(StringComparer.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    static byte[] Packed()
    {
        var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionMode.Compress)) packed.Write([.. Piped.Select(character => (byte)character)]);
        return bytes.ToArray();
    }

    async Task<(int Code, string Text)> RunAsync(TwinServer server, byte[] piped)
    {
        using var runner = SluiceProcess.Start(folder.Path, piped, "run", "pipeline.yaml", "--url", server.BaseUrl.ToString(), "--model", "scripted", "--quiet");
        return await runner.FinishAsync();
    }
}
