using Sluice.Pipeline.Configuration;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Configuration;

public sealed class StepGraphTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void Steps_are_ordered_behind_those_they_use()
    {
        var spec = PipelineFile.Load(Write(("last", "{{ steps.middle.x }} {{ steps['first'].x }}"), ("first", "{{ text }}"), ("middle", "{% for x in steps.first.list %}{{ x }}{% endfor %}")));

        Assert.Equal(["first", "middle", "last"], spec.Steps.Select(step => step.Name));
        Assert.Equal(["middle", "first"], spec.Steps[2].Uses);
        Assert.Equal(["first", "middle", "last"], spec.OutputSteps);
        var graph = new StepGraph(spec.Steps);
        Assert.Equal([1, 2], graph.UsersOf(0));
        Assert.Equal([1, 0], graph.UsesOf(2));
    }

    [Fact]
    public void A_circle_is_named_step_by_step()
    {
        var path = Write(("a", "{{ steps.c.x }}"), ("b", "{{ steps.a.x }}"), ("c", "{{ steps.b.x }}"), ("d", "{{ steps.a.x }}"));

        Assert.Equal([$"{path}:4: the steps go in a circle: 'a' uses 'c', 'c' uses 'b', 'b' uses 'a'; allowed: steps that use answers of earlier ones only"], Problems(path));
    }

    [Fact]
    public void A_step_that_uses_itself_goes_in_a_circle()
    {
        var path = Write(("a", "{{ steps.a.x }}"));

        Assert.Equal([$"{path}:4: the steps go in a circle: 'a' uses 'a'; allowed: steps that use answers of earlier ones only"], Problems(path));
    }

    [Fact]
    public void An_unknown_step_is_told_with_its_line_and_the_nearest_name()
    {
        var path = Write(("extract", "{{ text }}"), ("judge", "{{ steps.extrakt.x }}"));

        Assert.Equal([$"{path}:8: there is no step 'extrakt' (did you mean 'extract'?); allowed: extract, judge"], Problems(path));
    }

    [Fact]
    public void Steps_read_as_a_whole_are_refused_since_nobody_could_say_which_are_used()
    {
        var path = Write(("extract", "{{ text }}"), ("judge", "{{ steps | tojson }}"));

        Assert.Equal([$"{path}:8: the step 'judge' uses 'steps' as a whole; allowed: {{{{ steps.NAME }}}} or {{{{ steps.NAME.field }}}}"], Problems(path));
    }

    [Fact]
    public void A_field_that_an_earlier_schema_does_not_have_is_told_at_load()
    {
        var path = Write(("extract", "{{ text }}"), ("judge", "{{ steps.extract.titel }}"));
        File.WriteAllText(path, File.ReadAllText(path).Replace("schema: { type: object }", "schema: { type: object, properties: { title: {}, skills: {} }, additionalProperties: false }", StringComparison.Ordinal));

        Assert.Equal([$"{path}:8: answers of the step 'extract' have no 'titel' (did you mean 'title'?); allowed: title, skills"], Problems(path));
    }

    [Fact]
    public void A_pipeline_of_one_step_may_have_records_with_a_field_called_steps()
    {
        var spec = PipelineFile.Load(Write(("a", "{{ steps }} {{ steps.boil }}")));

        Assert.Empty(Assert.Single(spec.Steps).Uses);
    }

    [Fact]
    public void An_output_of_unknown_or_doubled_steps_is_refused()
    {
        var path = Write(("extract", "{{ text }}"), ("judge", "{{ text }}"));
        File.WriteAllText(path, File.ReadAllText(path).Replace("out.jsonl }", "out.jsonl, steps: [judge, judg, judge] }", StringComparison.Ordinal));

        Assert.Equal([
            $"{path}:10: 'output.steps' names 'judg', which is no step (did you mean 'judge'?); allowed: a step's name or a list of some: extract, judge",
            $"{path}:10: 'output.steps' names 'judge' twice; allowed: a step's name or a list of some: extract, judge"], Problems(path));
    }

    public void Dispose() => folder.Dispose();

    static IEnumerable<string> Problems(string path) => Assert.Throws<PipelineFileException>(() => PipelineFile.Load(path)).Problems.Select(problem => problem.ToString());

    string Write(params (string Name, string Prompt)[] steps)
    {
        folder.Write("data.jsonl", "{\"text\": \"x\"}\n");
        return folder.Write("pipeline.yaml", $$"""
            name: graph
            input: { path: data.jsonl }
            steps:
            {{string.Join('\n', steps.Select(step => $"  {step.Name}:\n    prompt: \"{step.Prompt}\"\n    schema: {{ type: object }}"))}}
            output: { path: out.jsonl }
            """);
    }
}
