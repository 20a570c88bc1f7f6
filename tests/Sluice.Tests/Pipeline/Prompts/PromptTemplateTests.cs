using System.Text.Json;
using Sluice.Pipeline.Prompts;

namespace Sluice.Tests.Pipeline.Prompts;

public sealed class PromptTemplateTests
{
    [Theory]
    [InlineData("{{ text }}", "Java 8")]
    [InlineData("{{text}}!", "Java 8!")]
    [InlineData("Posting:\n{{ text }}\nSource: {{ meta.source }}\n", "Posting:\nJava 8\nSource: tech")]
    [InlineData("{{ text[:4] }}|{{ text[5:] }}|{{ text[1:3] }}|{{ text[ : 99 ] }}|{{ text[9:] }}|{{ text[:99999999999] }}", "Java|8|av|Java 8||Java 8")]
    [InlineData("{{ n }} {{ yes }} {{ none }} {{ list }} {{ meta }}", "1.50 true null [1, \"a\"] {\"source\": \"tech\"}")]
    [InlineData("{ \"a\": {\"b\": 1}} {x} }} %}", "{ \"a\": {\"b\": 1}} {x} }} %}")]
    [InlineData("a { ", "a { ")]
    public void Fields_stand_in_for_their_places(string template, string expected) =>
        Assert.Equal(expected, Rendered(template));

    [Theory]
    [InlineData("{{- text | upper -}} ", "JAVA 8")]
    [InlineData("{% for item in list %}\n- {{ item }}\n{% endfor %}", "- 1\n- a\n")]
    [InlineData("{# note #}\n{% if team is defined %}{{ team }}{% else %}no team{% endif %}", "no team")]
    [InlineData("{{ team | default('none') }} {{ list | length }} {{ text[-1:] }}", "none 2 8")]
    [InlineData("{{ order['items'] }}", "[2.0]")]
    [InlineData("{% macro line(x) %}<{{ x }}>{% endmacro %}{{ line(text) }}{{ line(yes) }}", "<Java 8><true>")]
    public void The_language_is_jinja(string template, string expected) =>
        Assert.Equal(expected, Rendered(template));

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
    [InlineData("{% if titel %}x{% endif %}", "the prompt asks for 'titel', but this record has no 'titel'; it has: id, text, meta")]
    [InlineData("{{ titel[:5] }}", "the prompt asks for 'titel', but this record has no 'titel'; it has: id, text, meta")]
    [InlineData("{{ meta.team.lead }}", "the prompt asks for 'meta.team.lead', but 'meta' has no 'team'; it has: source")]
    [InlineData("{{ meta['team'] | upper }}", "the prompt asks for 'meta.team', but 'meta' has no 'team'; it has: source")]
    [InlineData("{{ text.x }}", "the prompt asks for 'text.x', but 'text' is a text, not an object")]
    [InlineData("{{ id[:2] }}", "the prompt takes a slice of 'id', which is a number in this record; allowed: a text or a list")]
    public void An_unknown_name_is_answered_with_the_known_ones(string template, string expected)
    {
        var record = JsonElement.Parse("""{"id": 7, "text": "x", "meta": {"source": "tech"}}""");

        Assert.False(Parsed(template).TryRender(record, out var problem));

        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("Read.\n\n{{ titel }}", true, "the prompt in prompts/read.md:3 asks for 'titel', but this record has no 'titel'; it has: id, text")]
    [InlineData("Read.\n\n{{ titel }}", false, "the prompt in prompts/read.md:4 asks for 'titel', but this record has no 'titel'; it has: id, text")]
    [InlineData("a\n{{ id[:2] }}", true, "the prompt in prompts/read.md:2 takes a slice of 'id', which is a number in this record; allowed: a text or a list")]
    [InlineData("a\n{{ id + text }}", true, "the prompt in prompts/read.md:2 cannot be filled in (unsupported operand type(s) for +: 'int' and 'str')")]
    [InlineData("{{ raise_exception('No text.') }}", true, "No text. (prompts/read.md:1)")]
    public void A_prompt_of_a_file_is_named_with_its_line(string template, bool countsLines, string expected)
    {
        var prompt = PromptTemplate.Parse(template, out _, new PromptOrigin("prompts/read.md", countsLines ? 0 : 4, countsLines))!;

        Assert.False(prompt.TryRender(JsonElement.Parse("""{"id": 7, "text": "x"}"""), out var problem));

        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("{{ raise_exception('No text, no answer.') }}", "No text, no answer.")]
    [InlineData("a\n{{ id + text }}", "the prompt cannot be filled in (line 2, column 7: unsupported operand type(s) for +: 'int' and 'str')")]
    [InlineData("{{ meta.items }}", "the prompt cannot be filled in (line 1, column 1: 'items' is a method here; a key of that name is read as ['items'])")]
    [InlineData("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "the prompt cannot be filled in (line 1, column 44: rendering took more than 5000000 steps)")]
    public void A_record_that_the_prompt_cannot_take_fails_with_the_reason(string template, string expected)
    {
        var record = JsonElement.Parse("""{"id": 7, "text": "x", "meta": {"items": 2}}""");

        Assert.False(Parsed(template).TryRender(record, out var problem));

        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("a\n{% if x %}", 2, "column 11: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'")]
    [InlineData("{{ text | shout }}", 1, "column 11: No filter named 'shout'")]
    [InlineData("{{ }}", 1, "column 4: Expected an expression, got 'end of print statement'")]
    [InlineData("\n\n{{ text", 3, "column 8: unexpected end of template, expected 'end of print statement'")]
    [InlineData("{% include 'x' %}", 1, "column 4: the tag 'include' is not supported here")]
    public void What_is_not_jinja_is_refused_with_its_place(string template, int line, string message)
    {
        Assert.Null(PromptTemplate.Parse(template, out var problems));

        Assert.Equal([new PromptProblem(line, message)], problems);
    }

    [Theory]
    [InlineData("T: {{ title }}\n{{ text[:7] }}\nagain {{ title }}", "Cook\nWe need")]
    [InlineData("{% for part in parts %}{{ 'Part: ' }}{{ part.name }}{% endfor %}{% if false %}{{ title }}{% endif %}", "a\nb")]
    [InlineData("{% macro line(x) %}Line: {{ x }}{% endmacro %}{{ line(title) }}", "Cook")]
    public void What_a_prompt_shows_of_a_record_is_each_given_once(string template, string expected)
    {
        var record = JsonElement.Parse("""{"title": "Cook", "text": "We need a cook", "parts": [{"name": "a"}, {"name": "b"}]}""");

        Assert.True(Parsed(template).TryRenderFields(record, out var shown));

        Assert.Equal(expected, shown);
    }

    static string Rendered(string template)
    {
        var record = JsonElement.Parse("""{"text": "Java 8", "meta": {"source": "tech"}, "n": 1.50, "yes": true, "none": null, "list": [1, "a"], "order": {"items": [2.0]}}""");
        Assert.True(Parsed(template).TryRender(record, out var text), text);
        return text;
    }

    static PromptTemplate Parsed(string template) =>
        PromptTemplate.Parse(template, out var problems) ?? throw new InvalidOperationException(string.Join("; ", problems));
}
