using System.Text.Json;
using Sluice.Cli.Answers;
using Sluice.Cli.Viewing;
using Sluice.Schema.Grounding;
using Sluice.Testing;
using Spectre.Console;

namespace Sluice.Tests.Cli.Answers;

public sealed class AnswerTableTests
{
    private const string Source =
        "Senior Platform Engineer [Berlin] <ORGANIZATION>\n" +
        "Understanding of containers with heavy experience in at least one or more of: Docker  Swarm Kubernetes Rancher and whatever comes after them in the years to come\n" +
        "Deep hands-on Java (plus Spring framework)";

    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    public void Each_grounded_value_is_marked_in_its_line(int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        GroundedAnswer answer = Answer("""{"title": "Senior Platform Engineer", "place": {"city/land": "Berlin"}, "years": 5, "skills": ["docker swarm", "Java"], "remote": null, "perks": [], "rest": {}}""",
            ("/title", "Senior Platform Engineer"), ("/place/city~1land", "Berlin"), ("/skills/0", "Docker  Swarm"), ("/skills/1", "Java"));

        Screens.Open(new TerminalSetup().Open(output, TextWriter.Null) with { Width = width }).Write(AnswerTable.Of(answer, mark: false, width));

        Expected.Matches($"answer-table-{width}", output.ToString());
    }

    [Fact]
    public void A_quotation_is_cut_between_words_and_never_inside_a_character()
    {
        const string Text = "one two 😀😀😀 VALUE 😀😀😀 three four";
        int start = Text.IndexOf("VALUE", StringComparison.Ordinal);

        for (int around = 0; around < 20; around++)
        {
            string quotation = Quotation.Of(Text, start, 5, around).ToString();

            Assert.Contains("[VALUE]", quotation, StringComparison.Ordinal);
            Assert.Equal(quotation, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(quotation)));
        }
        Assert.Equal("…two 😀😀😀 [VALUE] 😀😀😀 three…", Quotation.Of(Text, start, 5, 14).ToString());
    }

    private static GroundedAnswer Answer(string json, params (string Path, string Words)[] spans) => new(
        "posting-7", JsonDocument.Parse(json).RootElement, Source,
        [.. spans.Select(span => new GroundedSpan(span.Path, Source.IndexOf(span.Words, StringComparison.Ordinal), span.Words.Length))]);
}
