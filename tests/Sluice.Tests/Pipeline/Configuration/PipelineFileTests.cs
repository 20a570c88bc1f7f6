using System.Text.Json;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Configuration;

public sealed class PipelineFileTests : IDisposable
{
    readonly TempFolder folder = new();

    public PipelineFileTests()
    {
        folder.Write("data/a.jsonl", """{"id": "1", "text": "x"}""");
        folder.Write("schema.json", """
            {
              "type": "object",
              "properties": { "title": { "type": "string" } },
              "required": ["title"]
            }
            """);
    }

    [Fact]
    public void A_pipeline_is_read_with_every_file_it_names()
    {
        folder.Write("prompts/extract.md", "Read the posting.\n");
        folder.Write("examples.jsonl", "{\"input\": {\"text\": \"Cook, full time\"}, \"answer\": {\"title\": \"Cook\"}}\n\n");
        var path = folder.Write("pipeline.yaml", """
            name: job-postings
            input: { path: "data/*.jsonl", id: "$.id" }
            steps:
              extract:
                model: gpt-oss
                system: prompts/extract.md
                prompt: "{{ text[:4] }}"
                source: "{{ text }}"
                schema: schema.json
                examples: examples.jsonl
                max_tokens: 200
                temperature: 0.5
                top_p: 0.9
                seed: 7
            concurrency: 3
            output: { path: out/answers.jsonl }
            """);

        var spec = PipelineFile.Load(path);

        var step = Assert.Single(spec.Steps);
        Assert.Equal(("job-postings", 3), (spec.Name, spec.Concurrency));
        Assert.Equal(folder.At("out/answers.jsonl"), spec.OutputPath);
        Assert.Equal("data/a.jsonl", Assert.Single(spec.Input.Files).Name);
        Assert.Equal("$.id", spec.Input.Id?.Text);
        Assert.Equal(("extract", "gpt-oss", "Read the posting.\n", "{{ text }}"), (step.Name, step.Model, step.System?.Text, step.Source?.Text));
        Assert.Equal(new StepExample("Cook", """{"title": "Cook"}"""), Assert.Single(step.Examples));
        Assert.Equal(new SamplingSpec { Temperature = 0.5, TopP = 0.9, Seed = 7, MaxTokens = 200 }, step.Sampling);
    }

    [Fact]
    public void Settings_left_out_have_their_defaults()
    {
        var spec = PipelineFile.Load(folder.Write("pipeline.yaml", Minimal("""{ type: object }""")));

        Assert.Equal(ConcurrencySetting.Auto, spec.Concurrency);
        Assert.Null(spec.Input.Id);
        Assert.Equal("default", spec.Steps[0].Model);
        Assert.Equal(new SamplingSpec { Temperature = 0 }, spec.Steps[0].Sampling);
    }

    [Fact]
    public void A_schema_may_stand_in_the_file_itself()
    {
        var spec = PipelineFile.Load(folder.Write("pipeline.yaml", Minimal("""
            { type: object, properties: { n: { enum: [1, 2.50, "3", yes, true, null, .5] }, t: { x-verbatim: true } } }
            """)));

        var expected = """{"type":"object","properties":{"n":{"enum":[1,2.50,"3","yes",true,null,0.5]},"t":{"x-verbatim":true}}}""";
        Assert.Equal(expected, JsonSerializer.Serialize(spec.Steps[0].Schema!.Document));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_with_its_line_and_what_is_allowed()
    {
        folder.Write("broken.json", "{\n  \"type\": \"object\",\n  \"properties\": {\n    \"n\": { \"minimum\": \"a\" }\n  }\n}");
        folder.Write("prompts/bad.md", "Fine {{ text }}\n{% if x %}\n");
        folder.Write("pipeline.yaml", """
            name: "job postings"
            input: { path: "none/*.jsonl", id: id, limit: 3 }
            step: 1
            steps:
              extract:
                system: prompts/bad.md
                prompt: |
                  {{ text }}

                  {{ text | shout }}
                schema: broken.json
                examples: gone.jsonl
                max_tokens: many
                temperature: 3
                thinking: off
            concurrency: many
            """);

        Expected.Matches("everything-wrong", Problems("pipeline.yaml"));
    }

    [Theory]
    [InlineData("", "pipeline.yaml: the file is empty; allowed: a pipeline with the keys name, input, steps and output")]
    [InlineData("- a", "pipeline.yaml:1: the file is a list; allowed: a mapping with the keys name, input, steps and output")]
    [InlineData("name: [\n", "pipeline.yaml:2: not YAML: ")]
    [InlineData("name: a\nname: b", "pipeline.yaml:2: 'name' stands twice, first in line 1")]
    [InlineData("name: &x a", "pipeline.yaml:1: an anchor ('&x') stands here; allowed: the value without it")]
    [InlineData("name: *x", "pipeline.yaml:1: ")]
    [InlineData("name: !str a", "pipeline.yaml:1: a tag ('!str') stands here; allowed: the value without it")]
    [InlineData("name:", "pipeline.yaml:1: 'name' has no value")]
    [InlineData("steps: {}", "pipeline.yaml:1: 'steps' is empty; allowed: one step")]
    public void A_file_of_another_shape_is_refused(string text, string expected)
    {
        folder.Write("pipeline.yaml", text);

        Assert.Contains(expected, Problems("pipeline.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "schema.json:1: not JSON: ")]
    [InlineData("{\n\"a\": 1,\n\"a\": 2}", "schema.json: not JSON: Duplicate property")]
    [InlineData("[]", "schema.json:1: the schema is a JSON array; allowed: an object")]
    [InlineData("{\n\"$defs\": {\n\"a\": {\"type\": \"text\"} } }", "schema.json:3: the schema is broken at #/$defs/a/type")]
    [InlineData("{\n\"$ref\": \"#/$defs/none\" }", "schema.json:2: the schema is broken at #/$ref")]
    [InlineData("{\"properties\": {\n\"a\": {\n\"minLenght\": 2} } }", "schema.json:3: 'minLenght' is not a keyword of draft 2020-12 and would be ignored (did you mean 'minLength'?) (#/properties/a/minLenght); allowed: the keywords of its draft")]
    public void A_broken_schema_is_refused_with_its_line(string schema, string expected)
    {
        folder.Write("schema.json", schema);
        folder.Write("pipeline.yaml", Minimal("schema.json"));

        Assert.StartsWith(expected, Problems("pipeline.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_schema_within_the_file_is_refused_with_its_line()
    {
        folder.Write("pipeline.yaml", Minimal("\n      type: object\n      properties:\n        n:\n          minimum: a"));

        Assert.StartsWith("pipeline.yaml:10: the schema is broken at #/properties/n/minimum", Problems("pipeline.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_keyword_within_the_file_is_refused_with_its_line()
    {
        folder.Write("pipeline.yaml", Minimal("\n      type: object\n      requried: [a]\n      x-owner: us"));

        Assert.StartsWith("pipeline.yaml:8: 'requried' is not a keyword of draft 2020-12 and would be ignored (did you mean 'required'?) (#/requried)", Problems("pipeline.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "examples.jsonl:2: not JSON: ")]
    [InlineData("{\"input\": {\"text\": \"a\"}}", "examples.jsonl:2: the line is no example; allowed: ")]
    [InlineData("{\"input\": {\"txt\": \"a\"}, \"answer\": {}}", "examples.jsonl:2: the example's input does not fit: the prompt in pipeline.yaml:5 asks for 'text', but this record has no 'text'; it has: txt")]
    [InlineData("{\"input\": {\"text\": \"a\"}, \"answer\": {\"titel\": 1}}", "examples.jsonl:2: the example's answer breaks the schema at ")]
    public void An_example_that_teaches_nothing_is_refused_with_its_line(string line, string expected)
    {
        folder.Write("examples.jsonl", "\n" + line + "\n");
        folder.Write("pipeline.yaml", Minimal("schema.json\n    examples: examples.jsonl"));

        Assert.StartsWith(expected, Problems("pipeline.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_example_that_quotes_what_its_text_does_not_say_is_refused()
    {
        folder.Write("examples.jsonl", """{"input": {"text": "We need a cook"}, "answer": {"title": "Chef"}}""");
        folder.Write("pipeline.yaml", Minimal("{ type: object, properties: { title: { type: string, x-verbatim: true } } }\n    examples: examples.jsonl"));

        Assert.Equal("examples.jsonl:1: the example's answer has 'Chef' at /title, which must stand word for word in its text and does not", Problems("pipeline.yaml"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Equal("none.yaml: there is no file 'none.yaml'", Problems("none.yaml"));
    }

    [Fact]
    public void An_output_over_the_input_is_refused()
    {
        folder.Write("pipeline.yaml", Minimal("{ type: object }").Replace("out.jsonl", "./data/a.jsonl", StringComparison.Ordinal));

        Assert.Equal("pipeline.yaml: 'output.path' is the input file 'data/a.jsonl'; allowed: another file", Problems("pipeline.yaml"));
    }

    public void Dispose() => folder.Dispose();

    static string Minimal(string schema) => $$$"""
        name: small
        input: { path: data/a.jsonl }
        steps:
          extract:
            prompt: "{{ text }}"
            schema: {{{schema}}}
        output: { path: out.jsonl }
        """;

    /// <summary>The message, with the test's folder left out.</summary>
    string Problems(string name)
    {
        var error = Assert.Throws<PipelineFileException>(() => PipelineFile.Load(folder.At(name)));
        return error.Message.Replace(folder.Path + "/", "", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }
}
