using System.Text.RegularExpressions;
using Sluice.Schema;

namespace Sluice.Tests.Schema.Patterns;

public class EcmaPatternTests
{
    [Theory]
    [InlineData("^a{2,3}$", "aaa", true)]
    [InlineData("^a{2,3}$", "aaaa", false)]
    [InlineData("^(a|bc)+?$", "abcbca", true)]
    [InlineData("^[^a-c]$", "d", true)]
    [InlineData("^[^a-c]$", "b", false)]
    [InlineData("^(?=.*\\d)(?!.*xx)[a-z\\d]+$", "ab1", true)]
    [InlineData("^(?=.*\\d)(?!.*xx)[a-z\\d]+$", "abc", false)]
    [InlineData("^(?=.*\\d)(?!.*xx)[a-z\\d]+$", "axx1", false)]
    [InlineData("(?<=\\$)\\d+$", "cost $42", true)]
    [InlineData("(?<!\\$)\\b\\d+$", "cost $42", false)]
    [InlineData("(?<=a(?=b)b)c", "abc", true)]
    [InlineData("(?!(?=a)a)b", "ab", true)]
    [InlineData("\\bcat\\b", "a cat.", true)]
    [InlineData("\\bcat\\b", "concatenate", false)]
    [InlineData("\\Bcat\\B", "concatenate", true)]
    [InlineData(" +\\B", "b1  a1", true)]
    [InlineData("^.$", "🐲", true)]
    [InlineData("^..$", "🐲", false)]
    [InlineData("^[🐉-🐲]$", "🐊", true)]
    [InlineData("^\\u{1F432}$", "🐲", true)]
    [InlineData("^\\ud83d\\udc32$", "🐲", true)]
    [InlineData("^.$", "\n", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("^[]$", "a", false)]
    [InlineData("^[\\b\\-\\]]$", "]", true)]
    [InlineData("^\\P{Lu}+$", "aé", true)]
    [InlineData("^\\p{gc=Nd}$", "٣", true)]
    [InlineData("^(a*)*$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false)]
    [InlineData("^(?<year>\\d{4})$", "2026", true)]
    [InlineData("a||b", "", true)]
    [InlineData("^\\_\\@\\{x}$", "_@{x}", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    public void A_pattern_matches_as_ECMA_262_says(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Matches(pattern, text));

    [Theory]
    [InlineData("(a", "without its")]
    [InlineData("a)", "without its")]
    [InlineData("[a", "without its")]
    [InlineData("[b-a]", "from the lower")]
    [InlineData("*a", "nothing to repeat")]
    [InlineData("a{3,2}", "from the lower")]
    [InlineData("(?i)a", "must be followed by")]
    [InlineData("\\Z", "no escape")]
    [InlineData("\\p{Greek}", "not known")]
    [InlineData("(a)\\1", "bounded time")]
    [InlineData("(a)\\2", "no group")]
    [InlineData("(a{1000}){1000}", "too large")]
    [InlineData("(|a{0}){2000000000}", "too large")]
    [InlineData("((a{100}){100}){100}", "too large")]
    public void A_pattern_that_cannot_be_used_is_refused_at_load(string pattern, string reason)
    {
        var error = Assert.Throws<SchemaException>(() => Schema(pattern));

        Assert.Equal("#/pattern", error.Path);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("(x+x+)+y")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(.*a){20}")]
    [InlineData("^(?=(a+)+$)(?!(a|aa)+$)b")]
    public void A_hostile_pattern_costs_no_more_than_its_size_times_the_text(string pattern)
    {
        // With backtracking each of these needs 2^5000 steps or so; the budget that ends a run would make them errors of another kind.
        var errors = Schema(pattern).Validate(Element(new string('a', 5_000) + "!"));

        Assert.All(errors, error => Assert.Equal("#/pattern", error.SchemaPath));
    }

    [Fact]
    public void A_text_too_long_for_its_pattern_is_an_error_and_not_a_hang()
    {
        var errors = Schema("(.{1000}x){3}$").Validate(Element(new string('x', 20_000)));

        Assert.Equal("checking the patterns of this document takes more than 14000400 steps", Assert.Single(errors).Message);
    }

    /// <summary>
    /// On expressions of ASCII without line ends the framework's own engine means the same; but for \B behind a loop, where it
    /// (10.0.12) does not go back into the loop: it does not find " +\B" in "b1  a1", which every engine of ECMA-262 does.
    /// </summary>
    [Fact]
    public void Random_patterns_match_what_the_frameworks_engine_matches()
    {
        var random = new Random(20261130);
        for (var i = 0; i < 3_000; i++)
        {
            var pattern = RandomPattern(random, 3);
            var oracle = new Regex(pattern, RegexOptions.CultureInvariant);
            for (var j = 0; j < 10; j++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "ab1 "[random.Next(4)]));
                Assert.True(oracle.IsMatch(text) == Matches(pattern, text), $"{pattern} on \"{text}\"");
            }
        }
    }

    static string RandomPattern(Random random, int depth) => (depth == 0 ? random.Next(5) : random.Next(12)) switch
    {
        0 or 1 => "ab1 "[random.Next(4)].ToString(),
        2 => ".",
        3 => random.Next(2) == 0 ? "[ab]" : "[^a1]",
        4 => random.Next(3) switch { 0 => "^", 1 => "\\b", _ => "(?!$)" },
        5 or 6 or 7 => RandomPattern(random, depth - 1) + RandomPattern(random, depth - 1),
        8 => $"(?:{RandomPattern(random, depth - 1)}|{RandomPattern(random, depth - 1)})",
        9 => $"(?:{RandomPattern(random, depth - 1)}){new[] { "*", "+", "?", "{2}", "{1,3}", "{0,2}?" }[random.Next(6)]}",
        10 => $"({(random.Next(2) == 0 ? "?=" : "?!")}{RandomPattern(random, depth - 1)})",
        _ => $"({(random.Next(2) == 0 ? "?<=" : "?<!")}{RandomPattern(random, depth - 1)})",
    };

    static bool Matches(string pattern, string text) => Schema(pattern).Validate(Element(text)).Count == 0;

    static JsonSchema Schema(string pattern) => JsonSchema.Parse($$"""{"pattern": {{Element(pattern).GetRawText()}}}""");

    static System.Text.Json.JsonElement Element(string text) => System.Text.Json.JsonSerializer.SerializeToElement(text);
}
