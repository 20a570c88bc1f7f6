using Sluice.Templates;

namespace Sluice.Tests.Templates;

public sealed class TemplatePathTests
{
    [Theory]
    [InlineData("{{ steps.a.b }}", "a.b")]
    [InlineData("{{ steps['a b'].c[0].d }}", "a b.c")]
    [InlineData("{{ steps[name].c }}", "")]
    [InlineData("{{ steps.a.items() | length }}{{ steps.a.upper }}", "a|a.upper")]
    [InlineData("{% for x in steps.a.list if x.b == steps.c %}{{ x.b }}{% else %}{{ steps.d }}{% endfor %}", "a.list|c|d")]
    [InlineData("{% if steps.a is defined %}{{ 'x' ~ steps.b.c | upper }}{% elif steps.e %}{% endif %}", "a|b.c|e")]
    [InlineData("{% set y = steps.a %}{% macro m(z=steps.b) %}{{ steps.c }}{% endmacro %}{{ m(steps.d, k=steps.e) }}", "a|b|c|d|e")]
    [InlineData("{{ other.steps.a }}{{ text }}", null)]
    [InlineData("{{ [steps.a, {'k': steps.b}, -steps.c, steps.d if x else steps.e][steps.f:] }}", "a|b|c|d|e|f")]
    public void What_is_read_of_a_variable_is_found_wherever_it_stands(string text, string? paths)
    {
        var found = Template.Parse(text).PathsOf("steps").Select(path => string.Join('.', path.Members));

        Assert.Equal(paths?.Split('|') ?? [], found);
    }

    [Fact]
    public void A_path_has_its_line_and_column()
    {
        var path = Assert.Single(Template.Parse("first\n  {{ steps.a.b }}").PathsOf("steps"));

        Assert.Equal((2, 14), (path.Line, path.Column));
    }
}
