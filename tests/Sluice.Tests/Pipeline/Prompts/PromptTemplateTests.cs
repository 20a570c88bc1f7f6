using System.Text.Json;
using Sluice.Pipeline.Prompts;

namespace Sluice.Tests.Pipeline.Prompts;

public sealed class PromptTemplateTests
{
    [Theory]
    [InlineData("{{ text }}", "Java 8")]
    [InlineData("{{text}}!", "Java 8!")]
    [InlineData("Posting:\n{{ text }}\nSource: {{ meta.source }}\n", "Posting:\nJava 8\nSource: tech")]
    [InlineData("{{ text[:4] }}|{{ text[5:] }}|{{ text[1:3] }}|{{ text[ : 99 ] }}|{{ text[9:] }}", "Java|8|av|Java 8|")]
    [InlineData("{{ n }} {{ yes }} {{ none }} {{ list }} {{ meta }}", "1.50 true null [1, \"a\"] {\"source\": \"tech\"}")]
    [InlineData("{ \"a\": {\"b\": 1}} {x} }} %}", "{ \"a\": {\"b\": 1}} {x} }} %}")]
    [InlineData("a { ", "a { ")]
    public void Fields_stand_in_for_their_places(string template, string expected)
    {
        var record = JsonElement.Parse("""{"text": "Java 8", "meta": {"source": "tech"}, "n": 1.50, "yes": true, "none": null, "list": [1, "a"]}""");

        Assert.True(Parsed(template).TryRender(record, out var text));

        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("{{ t[:2] }}", "a😀")]
    [InlineData("{{ t[1:2] }}", "😀")]
    [InlineData("{{ t[2:] }}", "é日")]
    [InlineData("{{ t[3:2] }}", "")]
    public void A_slice_counts_whole_characters(string template, string expected)
    {
        var record = JsonElement.Parse("""{"t": "a😀é日"}""");

        Assert.True(Parsed(template).TryRender(record, out var text));

        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("{{ titel }}", "the prompt asks for 'titel', but this record has no 'titel'; it has: id, text, meta")]
    [InlineData("{{ meta.team.lead }}", "the prompt asks for 'meta.team.lead', but 'meta' has no 'team'; it has: source")]
    [InlineData("{{ text.x }}", "the prompt asks for 'text.x', but 'text' is a text, not an object")]
    [InlineData("{{ id[:2] }}", "the prompt takes a slice of 'id', which is a number in this record; allowed: a text")]
    public void An_unknown_name_is_answered_with_the_known_ones(string template, string expected)
    {
        var record = JsonElement.Parse("""{"id": 7, "text": "x", "meta": {"source": "tech"}}""");

        Assert.False(Parsed(template).TryRender(record, out var problem));

        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("a\n{% if x %}", 2, "'{% if x %}' is not understood")]
    [InlineData("{{ text | upper }}", 1, "'{{ text | upper }}' is not understood")]
    [InlineData("{{ text[-5:] }}", 1, "'{{ text[-5:] }}' is not understood")]
    [InlineData("{{ text[:99999999999] }}", 1, "'{{ text[:99999999999] }}' is not understood")]
    [InlineData("{{- text }}", 1, "'{{- text }}' is not understood")]
    [InlineData("{# note #}", 1, "'{# note #}' is not understood")]
    [InlineData("{{ }}", 1, "'{{ }}' is not understood")]
    [InlineData("\n\n{{ text", 3, "'{{' is never closed by '}}'")]
    public void What_jinja_would_read_and_we_cannot_is_refused_with_its_line(string template, int line, string message)
    {
        Assert.Null(PromptTemplate.Parse(template, out var problems));

        Assert.Equal([new PromptProblem(line, message)], problems);
    }

    [Fact]
    public void Every_place_that_cannot_be_read_is_named_at_once()
    {
        PromptTemplate.Parse("{{ a+b }}\n{{ fine }}\n{% for %}", out var problems);

        Assert.Equal([1, 3], problems.Select(problem => problem.Line));
    }

    [Fact]
    public void The_shown_fields_of_a_record_are_each_given_once()
    {
        var record = JsonElement.Parse("""{"title": "Cook", "text": "We need a cook"}""");

        Assert.True(Parsed("T: {{ title }}\n{{ text[:7] }}\nagain {{ title }}").TryRenderFields(record, out var shown));

        Assert.Equal("Cook\nWe need", shown);
    }

    static PromptTemplate Parsed(string template) =>
        PromptTemplate.Parse(template, out var problems) ?? throw new InvalidOperationException(string.Join("; ", problems));
}
