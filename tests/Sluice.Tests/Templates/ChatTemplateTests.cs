using System.Text.Json;
using Sluice.Templates;

namespace Sluice.Tests.Templates;

public sealed class ChatTemplateTests
{
    static readonly ChatTemplateInput Hello = new() { Messages = JsonElement.Parse("""[{"role": "user", "content": "Hello"}]""") };

    [Fact]
    public void Absent_tools_are_null_as_in_Python_or_left_out_as_in_llama_cpp()
    {
        var template = ChatTemplate.Parse("{{ tools is defined }} {{ tools is none }}");

        Assert.Equal("True True", template.Render(Hello));
        Assert.Equal("False False", template.Render(Hello with { LeaveOutAbsent = true }));
    }

    [Fact]
    public void Settings_of_the_request_reach_the_template()
    {
        var template = ChatTemplate.Parse("{% if enable_thinking %}think{% else %}answer{% endif %}{{ add_generation_prompt }}");
        var settings = new Dictionary<string, JsonElement> { ["enable_thinking"] = JsonElement.Parse("true") };

        Assert.Equal("answerTrue", template.Render(Hello with { AddGenerationPrompt = true }));
        Assert.Equal("thinkFalse", template.Render(Hello with { Variables = settings }));
    }

    [Fact]
    public void What_the_template_itself_says_reaches_the_user_unchanged()
    {
        var template = ChatTemplate.Parse("{% for m in messages %}\n{{ raise_exception('Only ' ~ m.role ~ '?') }}{% endfor %}");

        var error = Assert.Throws<TemplateException>(() => template.Render(Hello));

        Assert.Equal((TemplateErrorKind.Raised, "Only user?", 2), (error.Kind, error.Message, error.Line));
    }

    [Theory]
    [InlineData("{% include 'other' %}", TemplateErrorKind.Unsupported, "line 1, column 4: the tag 'include' is not supported here.")]
    [InlineData("a\n{{ 1 | shout }}", TemplateErrorKind.Syntax, "line 2, column 8: No filter named 'shout'.")]
    [InlineData("a\n  {% endif %}", TemplateErrorKind.Syntax, "line 2, column 6: Encountered unknown tag 'endif'.")]
    public void What_is_outside_the_language_is_refused_when_it_is_loaded(string text, TemplateErrorKind kind, string report)
    {
        var error = Assert.Throws<TemplateException>(() => ChatTemplate.Parse(text));

        Assert.Equal((kind, report), (error.Kind, error.Report));
    }

    [Fact]
    public void An_unknown_filter_in_a_branch_never_taken_harms_nobody() =>
        Assert.Equal("ok", ChatTemplate.Parse("{% if false %}{{ 1 | shout }}{% endif %}ok").Render(Hello));

    [Fact]
    public void The_names_a_template_reads_are_known_before_it_is_rendered()
    {
        var template = ChatTemplate.Parse("{% set x = 1 %}{{ x }}\n{{ bos_token }}{% for m in messages %}{{ m }}{{ range(2) }}{% endfor %}");

        Assert.Equal([("bos_token", 2, 4), ("messages", 2, 28)], template.Names.Select(name => (name.Name, name.Line, name.Column)));
    }

    [Fact]
    public void Strict_names_are_errors_where_lenient_ones_print_nothing()
    {
        var variables = JsonElement.Parse("{}");

        Assert.Equal("[]", Template.Parse("[{{ nobody }}]", TemplateOptions.Chat).Render(variables));
        var error = Assert.Throws<TemplateException>(() => Template.Parse("[{{ nobody }}]", TemplateOptions.Prompt).Render(variables));

        Assert.Equal("line 1, column 2: 'nobody' is undefined", error.Report);
    }
}
