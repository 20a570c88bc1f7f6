using Sluice.Cli.Configuration.Reading;
using Sluice.Cli.Problems;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Configuration;

public sealed class ConfigProblemsTests
{
    [Fact]
    public void Every_problem_of_a_file_is_told_at_once_with_its_line_and_what_is_allowed()
    {
        string problems = ProblemsOf("""
            version: 2
            listen: 127.0.0.1:8088
            backend: {}
            backends:
              spark-a: { ulr: "http://spark-a:8000" }
              spark-b: { url: "spark-b:8000", key: sk-in-plain-sight }
              cloud:
                url: "https://me:secret@api.example.com/v1?x=1"
                key: "${env:NOT_SET}"
                headers: { "X Team": a, X-Empty: [], X-Ok: "${vault:x}" }
                extra_body: { model: other, chat_template_kwargs: { enable_thinking: false } }
                price: { input: 0.06 }
              laptop: { engine: missing.gguf, parallel: 0, context: many, threads: 4 }
              both: { url: "http://a/v1", engine: missing.gguf }
              neither: {}
              paper: { twin: gpt-oss-120b, hardware: dgx-spark }
              "two words": { url: "http://a" }
              listed: [ url ]
            models:
              gpt-oss:
                on: [ { backend: spark-c, as: gpt }, { as: gpt }, spark-a, { backend: spark-a, named: gpt } ]
                route: auto
              empty: { on: [] }
              none: {}
            aliases:
              default: gpt-os
              gpt-oss: empty
              nothing:
            """);

        Expected.Matches(nameof(Every_problem_of_a_file_is_told_at_once_with_its_line_and_what_is_allowed), problems);
    }

    [Theory]
    [InlineData("", "sluice.yaml:1: the file is empty; allowed: a mapping that begins with 'version: 1'")]
    [InlineData("- a", "sluice.yaml:1: the file holds a list; allowed: a mapping that begins with 'version: 1'")]
    [InlineData("version: 1\nbackends: {}\n---\nversion: 1", "sluice.yaml:4: a second document begins here; allowed: one document")]
    public void A_file_that_is_no_single_mapping_is_refused(string text, string problem) => Assert.Equal(problem, ProblemsOf(text));

    [Fact]
    public void A_key_that_stands_twice_is_refused_with_its_line() =>
        Assert.StartsWith("sluice.yaml:3: not readable as YAML: ", ProblemsOf("version: 1\nbackends: {}\nbackends: {}\n"), StringComparison.Ordinal);

    [Fact]
    public void Broken_YAML_is_refused_with_its_line() =>
        Assert.StartsWith("sluice.yaml:2: not readable as YAML: ", ProblemsOf("version: 1\nbackends: { a: ]\nmodels: {}\n"), StringComparison.Ordinal);

    private static string ProblemsOf(string yaml)
    {
        var refusal = Assert.Throws<CouldNotRunException>(() => ConfigReader.Read("/nowhere/sluice.yaml", "sluice.yaml", yaml, _ => null));
        return string.Join('\n', refusal.Problems);
    }
}
