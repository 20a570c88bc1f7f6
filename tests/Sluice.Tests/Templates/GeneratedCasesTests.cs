using System.Text.Json;
using Sluice.Cli.Templates;
using Sluice.Templates;
using Sluice.Tests.House;

namespace Sluice.Tests.Templates;

/// <summary>
/// Templates drawn at random from a grammar of the language, over one context, with what Python's Jinja 3.1.6 (set up as transformers
/// does) made of each. 560 of 11,000 that were compared stand here, and those beside that once differed.
/// </summary>
public sealed class GeneratedCasesTests
{
    [Fact]
    public void Drawn_templates_mean_what_they_mean_in_Python()
    {
        string folder = Repository.PathOf("tests", "Sluice.Tests", "Templates", "Generated");
        JsonElement context = JsonElement.Parse(File.ReadAllText(Path.Combine(folder, "context.json")));
        RenderedCase[] cases = [.. File.ReadLines(Path.Combine(folder, "cases.jsonl")).Select((line, index) => new RenderedCase($"cases.jsonl:{index + 1}", JsonElement.Parse(line)))];

        Assert.InRange(cases.Length, 560, 600);
        Assert.Empty(cases.Select(one => GoldenFolder.Difference(one, () => Template
            .Parse(one.Text("source"), TemplateOptions.Chat with { Clock = GoldenFolder.Clock() })
            .Render(context))).OfType<string>());
    }
}
