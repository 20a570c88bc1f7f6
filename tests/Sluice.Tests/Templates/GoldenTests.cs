using System.Globalization;
using System.Text.Json;
using Sluice.Cli.Templates;
using Sluice.Templates;

namespace Sluice.Tests.Templates;

/// <summary>Real templates and the corners of the language, against what Python's Jinja makes of them, byte for byte.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Templates => [.. GoldenFolder.Vendored.Templates];

    public static TheoryData<string> Topics =>
        [.. GoldenFolder.Vendored.Cases("semantics.jsonl").Select(one => one.Line.GetProperty("topic").GetString()!).Distinct()];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_models_template_renders_as_Python_renders_it(string template)
    {
        RenderedCase[] cases = [.. GoldenFolder.Vendored.Cases("golden", template + ".jsonl")];

        Assert.InRange(cases.Length, 60, 100);
        Assert.Empty(GoldenFolder.Vendored.Differences(template, cases));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_corner_of_the_language_means_what_it_means_in_Python(string topic)
    {
        RenderedCase[] cases = [.. GoldenFolder.Vendored.Cases("semantics.jsonl").Where(one => one.Line.GetProperty("topic").GetString() == topic)];

        Assert.NotEmpty(cases);
        Assert.Empty(cases.Select(one => GoldenFolder.Difference(one, () => Render(one.Line))).OfType<string>());
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            Assert.Empty(GoldenFolder.Vendored.Cases("semantics.jsonl").Select(one => GoldenFolder.Difference(one, () => Render(one.Line))).OfType<string>());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [WholeCollectionFact]
    public void Every_template_of_the_whole_collection_renders_as_Python_renders_it()
    {
        GoldenFolder whole = new(GoldenFolder.WholePath()!);

        var byTemplate = whole.Cases("golden.jsonl").GroupBy(one => one.Line.GetProperty("template").GetString()!).ToList();

        Assert.Equal(whole.Templates, byTemplate.Select(group => group.Key).Order(StringComparer.Ordinal));
        Assert.Empty(byTemplate.SelectMany(group => whole.Differences(group.Key, group)));
    }

    static string Render(JsonElement line) => Template
        .Parse(line.GetProperty("source").GetString()!, TemplateOptions.Chat with { Clock = GoldenFolder.Clock() })
        .Render(line.GetProperty("context"));
}
