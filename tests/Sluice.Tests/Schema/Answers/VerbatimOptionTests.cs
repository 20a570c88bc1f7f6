using System.Text;
using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Grounding;
using Sluice.Schema.Loading;

namespace Sluice.Tests.Schema.Answers;

public sealed class VerbatimOptionTests
{
    [Theory]
    [InlineData("Donaudampfschifffahrt", "{}", "dampf", false)]
    [InlineData("Donaudampfschifffahrt", """{"borders":"any"}""", "dampf", true)]
    [InlineData("Donaudampfschifffahrt", """{"borders":"word"}""", "dampf", false)]
    [InlineData("We use Go and SQL", "{}", "go", true)]
    [InlineData("We use Go and SQL", """{"case":"exact"}""", "go", false)]
    [InlineData("We use Go and SQL", """{"case":"exact"}""", "Go", true)]
    [InlineData("We use Go and SQL", """{"case":"ignore"}""", "GO", true)]
    [InlineData("We use Go and SQL", """{"max_words":2}""", "Go and", true)]
    [InlineData("We use Go and SQL", """{"max_words":2}""", "Go and SQL", false)]
    [InlineData("C++, Node.js/TypeScript", """{"max_words":1}""", "Node.js/TypeScript", true)]
    [InlineData("Head Chef\nCook well", """{"at":"line-start","max_words":1}""", "Cook", true)]
    [InlineData("Head Chef\nCook well", """{"at":"line-start","max_words":1}""", "Cook well", false)]
    [InlineData("Head Chef\nCook well", """{"at":"line-start","borders":"any","case":"exact"}""", "Co", true)]
    [InlineData("Head Chef\nCook well", """{"at":"line-start","borders":"any","case":"exact"}""", "ook", false)]
    [InlineData("我们需要机器学习工程师", "{}", "机器学习", true)]
    [InlineData("我们需要机器学习工程师", """{"max_words":4}""", "机器学习", true)]
    [InlineData("我们需要机器学习工程师", """{"max_words":3}""", "机器学习", false)]
    [InlineData("東京でデータ分析をする", """{"max_words":5,"borders":"any"}""", "データ分析", true)]
    [InlineData("東京でデータ分析をする", """{"max_words":4,"borders":"any"}""", "データ分析", false)]
    [InlineData("نبحث عن مهندس برمجيات", "{}", "مهندس برمجيات", true)]
    [InlineData("نبحث عن مهندس برمجيات", "{}", "مهند", false)]
    [InlineData("نبحث عن مهندس برمجيات", """{"borders":"any"}""", "مهند", true)]
    [InlineData("نبحث عن مهندس برمجيات", """{"max_words":1}""", "مهندس برمجيات", false)]
    [InlineData("Team 👩🏽‍💻 and 🇩🇪🇫🇷!", """{"borders":"any"}""", "👩🏽‍💻", true)]
    [InlineData("Team 👩🏽‍💻 and 🇩🇪🇫🇷!", """{"borders":"any"}""", "👩", false)]
    [InlineData("Team 👩🏽‍💻 and 🇩🇪🇫🇷!", """{"borders":"any"}""", "🇪🇫", false)]
    [InlineData("cafe\u0301 naïve", """{"borders":"any"}""", "caf", true)]
    [InlineData("cafe\u0301 naïve", """{"borders":"any"}""", "cafe", false)]
    [InlineData("cafe\u0301 naïve", """{"borders":"any"}""", "e\u0301 na", true)]
    [InlineData("a <PERSON>b c", """{"borders":"any"}""", "b", true)]
    [InlineData("a <PERSON>b c", "{}", "b", false)]
    public void A_value_may_be_what_the_options_say(string text, string options, string value, bool stands)
    {
        var schema = $$"""{"type":"string","x-verbatim":{{options}}}""";
        using var answer = JsonDocument.Parse(JsonSerializer.Serialize(value));

        var report = GroundingCheck.Check(JsonSchema.Parse(schema), answer.RootElement, new SourceText(text));
        var machine = AnswerProbe.Read(schema, text);

        Assert.Equal(stands, report.IsGrounded);
        Assert.Equal(stands, machine.Finishes(JsonSerializer.Serialize(value)));
        if (stands)
            Assert.Equal(value, text.Substring(report.Spans[0].Start, report.Spans[0].Length), ignoreCase: true);
    }

    public static TheoryData<string> Texts =>
        ["Ab aB <X>b\nab", "机器 学习ab机器", "データ分析データ", "ما هو ما", "👩🏽‍💻a🇩🇪🇫🇷a", "e\u0301a e\u0301 ea", "a  b \n\n a b"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_the_text_contains_can_be_written_and_what_is_begun_can_be_ended(string text)
    {
        foreach (var rule in Rules())
        {
            var schema = $$"""{"type":"string","x-verbatim":{{rule}}}""";
            var wanted = JsonSchema.Parse(schema).Root.Verbatim!;
            var source = new SourceText(text);
            var substrings = Substrings(text);
            var values = substrings.Where(value => source.TryLocate(value, wanted, "", [], out _)).ToHashSet();
            var grammar = JsonSchema.Parse(schema).CompileAnswer(AnswerOptions.Reading);
            Assert.Equal(values.Count > 0, grammar.Start(source).HasAnswer);

            foreach (var part in substrings.Append("q"))
            {
                Assert.True(values.Contains(part) == grammar.Start(source).Finishes($"\"{Escaped(part)}\""), $"{rule}: {part}");
                var isBegun = grammar.Start(source).Takes($"\"{Escaped(part)}");
                Assert.True(isBegun == values.Any(value => Normal(value, wanted).StartsWith(Normal(part, wanted), StringComparison.Ordinal)), $"{rule}: {part} begins {(isBegun ? "nothing" : "a value")}");
            }
        }
    }

    [Fact]
    public void An_array_ends_where_no_item_of_few_enough_words_is_left()
    {
        const string schema = """{"type":"array","items":{"type":"string","x-verbatim":{"max_words":1}},"uniqueItems":true}""";
        var machine = AnswerProbe.Write(schema, "red green");

        Assert.True(machine.Takes("[\"red\",\"green\""));

        Assert.False(machine.Fork().Takes(","));
        Assert.True(machine.Finishes("]"));
    }

    [Fact]
    public void Rules_that_hold_together_are_both_kept_to()
    {
        const string schema = """{"type":"string","allOf":[{"x-verbatim":{"max_words":2}},{"x-verbatim":{"case":"exact","borders":"any"}}]}""";

        Assert.True(AnswerProbe.Read(schema, "Red green blue").Finishes("\"Red green\""));
        Assert.False(AnswerProbe.Read(schema, "Red green blue").Takes("\"red"));
        Assert.False(AnswerProbe.Read(schema, "Red green blue").Takes("\"Red green b"));
        Assert.False(AnswerProbe.Read(schema, "Red green blue").Takes("\"ed"));
    }

    static IEnumerable<string> Rules() =>
        from borders in new[] { "word", "any" }
        from letters in new[] { "ignore", "exact" }
        from most in new[] { 1, 2, 9 }
        from line in new[] { "", ",\"at\":\"line-start\"" }
        select $$"""{"borders":"{{borders}}","case":"{{letters}}","max_words":{{most}}{{line}}}""";

    /// <summary>Every run of characters, white space as it stands.</summary>
    static List<string> Substrings(string text)
    {
        var runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        return [.. from start in Enumerable.Range(0, runes.Length)
                   from length in Enumerable.Range(1, runes.Length - start)
                   select string.Concat(runes.Skip(start).Take(length))];
    }

    static string Escaped(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);

    // Runs of white space are as good as one space, and where case does not count a value may be begun in another.
    static string Normal(string text, VerbatimRule rule)
    {
        var normal = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune))
                normal.Append(rune.ToString());
            else if (normal.Length == 0 || normal[^1] != ' ')
                normal.Append(' ');
        }
        return rule.ExactCase ? normal.ToString() : normal.ToString().ToLowerInvariant();
    }
}
