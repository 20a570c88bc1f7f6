using Sluice.Schema.Grounding;
using Sluice.Schema.Loading;

namespace Sluice.Tests.Schema.Grounding;

public sealed class SourceTextTests
{
    static readonly VerbatimRule Anywhere = new(AtLineStart: false);
    static readonly VerbatimRule LineStart = new(AtLineStart: true);

    [Theory]
    [InlineData("Senior Java Developer", "java", true)]
    [InlineData("Senior Java Developer", "JAVA developer", true)]
    [InlineData("Senior Java Developer", "Senior Java Developer", true)]
    [InlineData("Senior Java Developer", "ava", false)]
    [InlineData("Senior Java Developer", "Jav", false)]
    [InlineData("Senior Java Developer", "Senior Developer", false)]
    [InlineData("Senior Java Developer", "", false)]
    [InlineData("Senior Java Developer", " Java", false)]
    [InlineData("Senior Java Developer", "Java ", false)]
    [InlineData("C++, C# and .NET", "C++", true)]
    [InlineData("C++, C# and .NET", ".net", true)]
    [InlineData("C++, C# and .NET", "c#", true)]
    [InlineData("ci/cd (GitLab)", "CI/CD", true)]
    [InlineData("ci/cd (GitLab)", "gitlab", true)]
    [InlineData("", "a", false)]
    public void A_value_is_a_span_between_word_borders_whatever_its_case(string text, string value, bool found) =>
        Assert.Equal(found, new SourceText(text).TryLocate(value, Anywhere, "", [], out _));

    [Theory]
    [InlineData("a  b\t\nc", "a b c")]
    [InlineData("a b", "a \n  b")]
    [InlineData("a\u00A0b", "a b")]
    [InlineData("a\u3000b", "A B")]
    public void Runs_of_white_space_are_alike(string text, string value) =>
        Assert.True(new SourceText(text).TryLocate(value, Anywhere, "", [], out _));

    [Theory]
    [InlineData("東京で機械学習エンジニアを募集", "機械学習", true)]
    [InlineData("東京で機械学習エンジニアを募集", "エンジニア", true)]
    [InlineData("东京机器学习", "机器学习", true)]
    [InlineData("ต้องการนักพัฒนา", "นักพัฒนา", true)]
    [InlineData("مهندس برمجيات", "برمجيات", true)]
    [InlineData("مهندس برمجيات", "برمجي", false)]
    [InlineData("Ship it 🚀🔥 now", "🚀", true)]
    [InlineData("Team 👩‍💻 lead", "👩‍💻", true)]
    [InlineData("Team 👩‍💻 lead", "👩", false)]
    [InlineData("Team 👍🏽 lead", "👍", false)]
    [InlineData("cafe\u0301 bar", "cafe", false)]
    [InlineData("cafe\u0301 bar", "CAFE\u0301", true)]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος", true)]
    [InlineData("Straße", "STRASSE", false)]
    [InlineData("ЖЁЛТЫЙ", "жёлтый", true)]
    public void Every_language_is_quoted_by_its_characters(string text, string value, bool found) =>
        Assert.Equal(found, new SourceText(text).TryLocate(value, Anywhere, "", [], out _));

    [Theory]
    [InlineData("at <ORGANIZATION> in Paris", "organization", false)]
    [InlineData("at <ORGANIZATION> in Paris", "at <ORGANIZATION> in", false)]
    [InlineData("at <ORGANIZATION> in Paris", "in Paris", true)]
    [InlineData("at <ORGANIZATION> in Paris", "at", true)]
    [InlineData("the <NAME_2>s desk", "s", false)]
    [InlineData("<b>bold</b> <ORG", "b", true)]
    [InlineData("a <ORG", "ORG", true)]
    public void A_marker_of_a_removed_name_is_part_of_no_span(string text, string value, bool found) =>
        Assert.Equal(found, new SourceText(text).TryLocate(value, Anywhere, "", [], out _));

    [Theory]
    [InlineData("DevOps Engineer (CI CD)\nFull-time", "DevOps Engineer", true)]
    [InlineData("DevOps Engineer (CI CD)\nFull-time", "devops  engineer (ci cd)", true)]
    [InlineData("DevOps Engineer (CI CD)\nFull-time", "Full-time", true)]
    [InlineData("DevOps Engineer (CI CD)\nFull-time", "Engineer", false)]
    [InlineData("DevOps Engineer (CI CD)\nFull-time", "DevOps Engineer (CI CD) Full-time", false)]
    [InlineData("   Cook\r\n\r\n  Baker", "Cook", true)]
    [InlineData("   Cook\r\n\r\n  Baker", "Baker", true)]
    [InlineData("<ORGANIZATION> Cook", "Cook", false)]
    [InlineData("Cook", "Co", false)]
    public void A_span_at_the_start_of_a_line_stays_in_its_line(string text, string value, bool found) =>
        Assert.Equal(found, new SourceText(text).TryLocate(value, LineStart, "", [], out _));

    [Fact]
    public void A_span_is_given_in_units_of_the_original_text()
    {
        var source = new SourceText("🚀  Java\n\tdeveloper 🚀");

        Assert.True(source.TryLocate("java developer", Anywhere, "/title", [], out var span));

        Assert.Equal(new GroundedSpan("/title", 4, 15), span);
        Assert.Equal("Java\n\tdeveloper", source.Text.Substring(span.Start, span.Length));
    }

    [Fact]
    public void Repeated_values_point_to_different_places()
    {
        var source = new SourceText("Cloud Docker, Docker and cloud");

        Assert.True(source.TryLocate("cloud docker", Anywhere, "/0", [], out var first));
        Assert.True(source.TryLocate("Docker", Anywhere, "/1", [first], out var second));
        Assert.True(source.TryLocate("DOCKER", Anywhere, "/2", [first, second], out var third));
        Assert.True(source.TryLocate("docker", Anywhere, "/3", [first, second, third], out var fourth));

        Assert.Equal([0, 14, 6, 6], new[] { first, second, third, fourth }.Select(span => span.Start));
    }

    [Fact]
    public void A_value_with_half_a_surrogate_pair_is_in_no_text()
    {
        Assert.False(new SourceText("a \ud83d b").TryLocate("\ud83d", Anywhere, "", [], out _));
        Assert.True(new SourceText("a \ud83d b").TryLocate("b", Anywhere, "", [], out _));
    }

    [Fact]
    public void The_automaton_knows_every_substring_and_where_it_ends()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var symbols = Enumerable.Range(0, random.Next(1, 25)).Select(_ => random.Next(3)).ToArray();
            var automaton = new SuffixAutomaton(symbols);

            for (var from = 0; from < symbols.Length; from++)
            {
                for (var to = from + 1; to <= symbols.Length; to++)
                {
                    var wanted = symbols[from..to];
                    var state = wanted.Aggregate(0, automaton.Next);
                    var ends = automaton.EndsOf(state).ToArray();
                    var expected = Enumerable.Range(0, symbols.Length - wanted.Length + 1).Where(start => symbols.AsSpan(start, wanted.Length).SequenceEqual(wanted)).Select(start => start + wanted.Length);
                    Assert.Equal(expected, ends.Order());
                }
            }

            Assert.InRange(automaton.StateCount, 1, 2 * symbols.Length);
        }
    }
}
