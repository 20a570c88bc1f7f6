using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Patterns;

namespace Sluice.Tests.Schema.Answers.Languages;

public sealed class StringLanguageTests
{
    readonly LanguageBudget budget = new();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("^a")]
    [InlineData("a$")]
    [InlineData("^ab?$")]
    [InlineData("^(a|b)*c$")]
    [InlineData("^a|b$")]
    [InlineData("(^a|b)c")]
    [InlineData("a^b|b$a|ab")]
    [InlineData("^(?:a+)+$")]
    [InlineData("^(a*)*$")]
    [InlineData("^(ab?){2,3}$")]
    [InlineData("^(a{0,3}){0,3}b$")]
    [InlineData("(a|ab)(c|bc)")]
    [InlineData("^a*?b+?$")]
    [InlineData("^[^a]+$")]
    [InlineData("^.{2}$")]
    [InlineData("^\\w\\W\\d\\D$")]
    [InlineData("\\s")]
    [InlineData("\\bab\\b")]
    [InlineData("\\Ba\\B")]
    [InlineData("^\\b")]
    [InlineData("b\\b$")]
    [InlineData("(?:\\ba|b\\b)+c")]
    [InlineData("^(?!ab).*$")]
    [InlineData("^(?!.*bb)[abc]+$")]
    [InlineData("^(?=.*a)(?=.*b).{2,4}$")]
    [InlineData("a(?!b)")]
    [InlineData("a(?=b|$)")]
    [InlineData("^((?!ab).)*$")]
    [InlineData("^(?:(?!a$)[ab])+$")]
    [InlineData("(?!^)a")]
    [InlineData("^(?:(?=ab)a|b)*$")]
    [InlineData("(?:^|c)a(?:c|$)")]
    [InlineData("^(?:^a|^b)*c?")]
    [InlineData("^(?:a?\\b){2}$")]
    [InlineData("^(?:(?:^|b)*a?)*$")]
    [InlineData("^[😀-😂]$")]
    [InlineData("^\\p{L}$")]
    public void It_has_exactly_the_texts_in_which_the_expression_is_found(string expression)
    {
        var pattern = EcmaPattern.Parse(expression);

        var language = StringLanguage.OfPattern(pattern.Root, budget);

        foreach (var text in Texts())
            Assert.True(pattern.IsMatch(text, new PatternBudget()) == language.Contains(text), $"{expression} on \"{text}\"");
    }

    [Fact]
    public void Its_members_come_shortest_first_and_each_once()
    {
        var language = Language("^(?:a|bc|\\d){0,2}$");

        var members = language.Members().ToList();

        Assert.Equal(1 + 12 + 12 * 12, members.Count);
        Assert.Equal(members.Count, members.Distinct().Count());
        Assert.Equal(language.Count, members.Count);
        Assert.Equal(["", "a", "0", "1"], members[..4]);
        Assert.True(members.Zip(members.Skip(1)).All(pair => pair.First.Length <= pair.Second.Length));
        Assert.All(members, member => Assert.True(language.Contains(member)));
    }

    [Fact]
    public void Members_of_an_endless_language_never_stop()
    {
        var language = Language("ab$");

        Assert.False(language.IsFinite);
        Assert.Equal(["ab", "aab", "bab"], language.Members().Take(3));
    }

    [Fact]
    public void Languages_with_the_same_members_are_equal_however_they_are_written()
    {
        Assert.Equal(Language("^(a|b)*$"), Language("^[ab]*$"));
        Assert.Equal(Language("^(?!a$)[ab]$"), StringLanguage.OfMembers(["b"], budget));
        Assert.Equal(Language("^[^]{2,3}$"), StringLanguage.OfLengths(2, 3, budget));
        Assert.Equal(StringLanguage.All, Language(""));
        Assert.Equal(StringLanguage.All.GetHashCode(), Language("^").GetHashCode());
        Assert.NotEqual(Language("a"), Language("b"));
    }

    [Fact]
    public void A_language_and_its_complement_share_nothing_and_leave_nothing_out()
    {
        foreach (var expression in new[] { "a", "^a*$", "^(?!b)", "^\\w{2,5}$", "" })
        {
            var language = Language(expression);
            var rest = language.Complement(budget);

            Assert.True(language.Intersect(rest, budget).IsEmpty, expression);
            Assert.True(language.Union(rest, budget).IsAll, expression);
            Assert.Equal(language, rest.Complement(budget));
        }
    }

    [Fact]
    public void Intersection_and_difference_are_those_of_the_members()
    {
        var (even, three) = (Language("^(?:[ab]{2})*$"), Language("^(?:[ab]{3})*$"));

        Assert.Equal(Language("^(?:[ab]{6})*$"), even.Intersect(three, budget));
        Assert.Equal(Language("^(?:[ab]{6})*(?:[ab]{2}|[ab]{4})$"), even.Except(three, budget));
        Assert.True(even.Overlaps(three, budget));
        Assert.False(Language("^a").Overlaps(Language("^b"), budget));
    }

    [Fact]
    public void An_expression_that_no_text_fits_is_empty()
    {
        Assert.True(Language("a^").IsEmpty);
        Assert.True(Language("^(?!a)a").IsEmpty);
        Assert.True(Language("^[\\uD800-\\uDFFF]$").IsEmpty);
        Assert.Equal(StringLanguage.None, Language("$a"));
        Assert.Empty(Language("$a").Members());
    }

    [Fact]
    public void A_state_tells_what_may_follow()
    {
        var language = Language("^ab{2,4}$");
        var state = language.Step(language.Start, 'a');

        Assert.Equal(2, language.ShortestFrom(state));
        Assert.Equal(4, language.LongestFrom(state));
        Assert.Equal(3, language.CountFrom(state));
        Assert.True(language.MayStep(state, 'a', 'z'));
        Assert.False(language.MayStep(state, 'c', 0x10FFFF));
        Assert.Equal(0, language.Step(state, 'a'));
        Assert.True(Language("^a").IsFree(Language("^a").Step(Language("^a").Start, 'a')));
    }

    [Theory]
    [InlineData("^(?:.*a.{60}|b)$")]
    [InlineData("^(?:(?:a{1,200}b{1,200}){1,200}c){1,200}$")]
    [InlineData("^.{2147483647}$")]
    [InlineData("(?<=a)b")]
    public void What_would_need_too_many_states_is_refused(string expression) =>
        Assert.Throws<LanguageLimitException>(() => StringLanguage.OfPattern(PatternParser.Parse(expression), new LanguageBudget()));

    [Fact]
    public void Hostile_expressions_cost_no_more_than_their_budget()
    {
        var choices = string.Join('|', Enumerable.Range(0, 3_000).Select(number => $"word{number}"));
        var optional = string.Concat(Enumerable.Repeat("a?", 5_000));
        foreach (var expression in new[] { "^(a+)+$", "^((a*)*)*b$", $"^({choices})$", optional, "^" + new string('(', 200) + "a" + string.Concat(Enumerable.Repeat(")*", 200)) + "$" })
        {
            try
            {
                Assert.True(StringLanguage.OfPattern(PatternParser.Parse(expression), new LanguageBudget()).StateCount > 1);
            }
            catch (LanguageLimitException refusal)
            {
                Assert.Equal(optional, expression);
                Assert.Contains("nest", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    StringLanguage Language(string expression) => StringLanguage.OfPattern(PatternParser.Parse(expression), budget);

    /// <summary>All texts of up to four characters out of a few that matter, and some others.</summary>
    static IEnumerable<string> Texts()
    {
        string[] letters = ["a", "b", "c", " ", "1"];
        var level = new List<string> { "" };
        for (var length = 0; length <= 4; length++)
        {
            foreach (var text in level)
                yield return text;
            level = [.. level.SelectMany(text => letters.Select(letter => text + letter))];
        }

        foreach (var text in new[] { "😀", "😂", "😃", "ä", "_", "-", "\n", "a\nb", "aaaaaaaaa", "ababab", "abcabc", "a-b", "b a b", "aabbb" })
            yield return text;
    }
}
