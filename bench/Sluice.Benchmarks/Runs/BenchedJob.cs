using System.Globalization;
using Sluice.Pipeline.Sources;

namespace Sluice.Benchmarks.Runs;

/// <summary>The job that is run: a pipeline and its records, in a folder of its own.</summary>
internal static class BenchedJob
{
    /// <summary>The whole body of an answer: 400 bytes, as a server with a small schema sends.</summary>
    public const string Answer = """{"id":"chatcmpl-0123456789abcdef","object":"chat.completion","created":1760000000,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{\"title\":\"Cook\",\"skills\":[\"bread\",\"pastry\",\"menus\",\"stock keeping\"]}"},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":120,"total_tokens":150,"completion_tokens":30,"prompt_tokens_details":{"cached_tokens":64}}}""";

    public const string Text = "We look for a person who bakes bread and pastry, writes menus and keeps the stock in order, in a small team that likes its work. We look for a person who bakes bread and pastry, writes menus and keeps the stock in order, in a small team that likes it. Full time.";

    /// <returns>The pipeline file.</returns>
    public static string Write(string folder, int records, bool stream)
    {
        Directory.CreateDirectory(folder);
        using (var file = File.CreateText(Path.Combine(folder, "data.jsonl")))
        {
            for (var n = 0; n < records; n++) file.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"r{n}\",\"text\":\"{n:0000000} {Text}\"}}\n")); // 300 bytes each, or a few less
        }

        var pipeline = Path.Combine(folder, "pipeline.yaml");
        File.WriteAllText(pipeline, $$$"""
            name: speed
            input: { path: data.jsonl, id: "$.id" }
            steps:
              extract:
                model: m
                system: "Read the posting and answer with its title and skills."
                prompt: "{{ text }}"
                schema:
                  type: object
                  properties: { title: { type: string, minLength: 2 }, skills: { type: array, items: { type: string } } }
                  required: [title, skills]
                  additionalProperties: false
                stream: {{{(stream ? "true" : "false")}}}
            concurrency: 256
            output: { path: out/answers.jsonl }
            """);
        return pipeline;
    }

    /// <summary>Its records, as a run reads them.</summary>
    public static IAsyncEnumerable<SourceRecord> Records(string folder) =>
        new JsonLinesSource([new SourceFile(Path.Combine(folder, "data.jsonl"), "data.jsonl")], RecordPath.Of("id")).ReadAsync(CancellationToken.None);
}
