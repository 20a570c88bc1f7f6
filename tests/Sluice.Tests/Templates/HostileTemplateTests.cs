using System.Text;
using System.Text.Json;
using Sluice.Templates;

namespace Sluice.Tests.Templates;

/// <summary>Templates come with models from strangers: what would take for ever or fill the memory is refused by counting, never by a clock.</summary>
public sealed class HostileTemplateTests
{
    static readonly JsonElement Nothing = JsonElement.Parse("{}");

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) if false %}{% endfor %}{% endfor %}")]
    [InlineData("{% macro m(n) %}{{ m(n - 1) if n }}{{ m(n - 1) if n }}{% endmacro %}{{ m(60) }}")]
    [InlineData("{% for a in range(99999) %}{% set x = range(99999)|list %}{% endfor %}")]
    [InlineData("{% set x = 'a b ' * 1000000 %}{% for a in range(99999) %}{% set y = x.split() %}{% endfor %}")]
    [InlineData("{% set x = 'ab' * 1000000 %}{% for a in range(99999) %}{% if 'c' in x %}{% endif %}{% endfor %}")]
    [InlineData("{% set x = 'ab' * 1000000 %}{% for a in range(99999) %}{% if x.find('c') %}{% endif %}{% endfor %}")]
    [InlineData("{% set x = 'ab' * 1000000 %}{% for a in range(99999) %}{% if x == 'ab' * 1000000 %}{% endif %}{% endfor %}")]
    [InlineData("{% set x = 'ab' * 1000000 %}{% for a in range(99999) %}{% set y = x[::-1] %}{% endfor %}")]
    [InlineData("{% set x = 'ab' * 1000000 %}{% for a in range(99999) %}{% set y = x|lower %}{% endfor %}")]
    [InlineData("{% for a in range(99999) %}{% if range(99999) == range(1, 100000) %}{% endif %}{% set b = range(9999)|sort(reverse=true) %}{% endfor %}")]
    [InlineData("{% set ns = namespace(t=(1,)) %}{% for a in range(300) %}{% set ns.t = (ns.t, ns.t) %}{% endfor %}{{ {ns.t: 1} }}")]
    [InlineData("{% set ns = namespace(t=(1,)) %}{% for a in range(300) %}{% set ns.t = (ns.t, ns.t) %}{% endfor %}{{ dict([(ns.t, 1)]) }}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for a in range(300) %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.t == [ns.t] }}{{ ns.t|tojson }}")]
    [InlineData("{% set n = 7 ** 10000 %}{% for a in range(99999) %}{% for b in range(99999) %}{% set m = n // 3 ** 5000 %}{% endfor %}{% endfor %}")]
    [InlineData("{% set x = '%s' * 1000000 %}{% for a in range(99999) %}{% set y = x.replace('s', '') %}{% endfor %}")]
    public void What_takes_too_many_steps_is_refused(string template) =>
        Assert.Equal(TemplateErrorKind.Limit, Refusal(template, new RenderLimits { MaxSteps = 300_000 }).Kind);

    [Theory]
    [InlineData("{% set ns = namespace(s='aaaaaaaa') %}{% for a in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}")]
    [InlineData("{{ 'a' * 2000000000 }}")]
    [InlineData("{{ 'a'.ljust(2000000000) }}")]
    [InlineData("{{ '%2000000000d' % 1 }}")]
    [InlineData("{{ '{:2000000000}'.format(1) }}")]
    [InlineData("{{ 'a'|indent(2000000000) }}")]
    [InlineData("{{ [[1]]|tojson(indent=2000000000) }}")]
    [InlineData("{{ 10 ** 100000 }}")]
    [InlineData("{% for a in range(99999) %}{{ 'a' * 1000 }}{% endfor %}")]
    [InlineData("{% set ns = namespace(l=[]) %}{% for a in range(99999) %}{% set ns.l = ns.l + ['a' * 100000 ~ a] %}{% endfor %}")]
    public void What_grows_without_bound_is_refused(string template) => Assert.Equal(TemplateErrorKind.Limit, Refusal(template, RenderLimits.Default).Kind);

    [Theory]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% for a in [[]] recursive %}{{ loop([a]) }}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for a in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=['a']) %}{% for a in range(9999) %}{% set ns.x = ns.x|map('upper') %}{% endfor %}{{ ns.x|list }}")]
    [InlineData("{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}")]
    public void What_is_nested_without_end_is_refused(string template) => Assert.Equal(TemplateErrorKind.Recursion, Refusal(template, RenderLimits.Default).Kind);

    [Fact]
    public void A_range_is_no_longer_than_Pythons_sandbox_allows() =>
        Assert.Equal(TemplateErrorKind.Value, Refusal("{% for i in range(1000000000000) %}{% endfor %}", RenderLimits.Default).Kind);

    [Fact]
    public void Deep_recursion_fits_the_small_stack_of_a_thread()
    {
        var nested = string.Concat(Enumerable.Repeat("{% if true %}", 90)) + "{{ " + new string('(', 150) + "m(n - 1)" + new string(')', 150) + " }}"
            + string.Concat(Enumerable.Repeat("{% endif %}", 90));
        var template = Template.Parse("{% macro m(n) %}{% if n %}" + nested + "{% endif %}{% endmacro %}{{ m(199) }}");
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(() => template.Render(Nothing)), maxStackSize: 512 * 1024);

        thread.Start();
        thread.Join();

        Assert.True(failure is null or TemplateException { Kind: TemplateErrorKind.Recursion }, failure?.ToString());
    }

    [Theory]
    [InlineData("(", "")]
    [InlineData("[", "")]
    [InlineData("not ", "")]
    [InlineData("1 + ", "")]
    [InlineData("- ", "")]
    [InlineData("", " | upper")]
    [InlineData("", ".a")]
    [InlineData("", "[0]")]
    [InlineData("", " if a else 1")]
    public void An_expression_too_deep_is_refused_when_it_is_loaded(string before, string after)
    {
        const int times = 20_000;

        var text = "{{ " + string.Concat(Enumerable.Repeat(before, times)) + "a" + string.Concat(Enumerable.Repeat(after, times)) + " }}";

        Assert.Contains(Assert.Throws<TemplateException>(() => Template.Parse(text)).Kind, new[] { TemplateErrorKind.Recursion, TemplateErrorKind.Syntax });
    }

    [Fact]
    public void Blocks_too_deep_are_refused_when_they_are_loaded() => Assert.Equal(
        TemplateErrorKind.Recursion,
        Assert.Throws<TemplateException>(() => Template.Parse(string.Concat(Enumerable.Repeat("{% if a %}", 20_000)))).Kind);

    [Fact]
    public void A_template_of_nothing_but_names_and_branches_is_refused_when_it_is_loaded()
    {
        StringBuilder text = new();
        for (var i = 0; i < 6000; i++)
            text.Append("{% set a").Append(i).Append("=1 %}");
        text.Append("{% if b %}");
        for (var i = 0; i < 9000; i++)
            text.Append("{% elif b %}");

        var error = Assert.Throws<TemplateException>(() => Template.Parse(text + "{% endif %}"));

        Assert.Equal((TemplateErrorKind.Limit, "the template has too many names in too many branches"), (error.Kind, error.Message));
    }

    [Fact]
    public void A_template_too_long_is_refused_with_both_lengths() => Assert.Equal(
        "the template has 300000 characters; 262144 are allowed",
        Assert.Throws<TemplateException>(() => Template.Parse(new string('a', 300_000))).Message);

    [Fact]
    public void A_number_too_long_is_refused_where_it_stands() => Assert.Equal(
        "line 2, column 4: a number is longer than 4300 characters",
        Assert.Throws<TemplateException>(() => Template.Parse("\n{{ " + new string('9', 5000) + " }}")).Report);

    [Fact]
    public void A_template_damaged_anywhere_is_read_or_refused_and_rendered_or_refused()
    {
        var whole = File.ReadAllText(House.Repository.PathOf("tests", "Sluice.Tests", "Templates", "Reference", "templates", "google-gemma-4-31B-it.jinja"));
        var variables = JsonElement.Parse("""{"messages": [{"role": "user", "content": "Hi"}], "add_generation_prompt": true, "bos_token": "<bos>"}""");
        Random random = new(11);
        var (read, rendered) = (0, 0);

        for (var round = 0; round < 400; round++)
        {
            var from = random.Next(whole.Length);
            var damaged = whole.Remove(from, Math.Min(whole.Length - from, 1 + random.Next(12)));
            try
            {
                var template = Template.Parse(damaged);
                read++;
                template.Render(variables);
                rendered++;
            }
            catch (TemplateException error)
            {
                Assert.InRange(error.Line, 1, whole.Count(c => c == '\n') + 1);
            }
        }

        Assert.InRange(read, rendered, 399);
        Assert.InRange(rendered, 1, 399);
    }

    static TemplateException Refusal(string template, RenderLimits limits) =>
        Assert.Throws<TemplateException>(() => Template.Parse(template).Render(Nothing, limits));
}
