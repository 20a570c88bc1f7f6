using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Patterns;

namespace Sluice.Tests.Schema.Answers.Languages;

/// <summary>Random expressions: the table that reads texts, and the automaton of the validator, built in another way, must agree.</summary>
public sealed class RandomPatternTests
{
    static readonly string[] Atoms = ["a", "b", "[ab]", "[^a]", ".", "\\d", "\\w", "\\W", "^", "$", "\\b", "\\B", "(?=a)", "(?!b)", "(?=.*b)", "(?!a|$)", "-"];
    static readonly string[] Letters = ["a", "b", "-", "1", "ä"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Both_find_an_expression_in_the_same_texts(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 250; round++)
        {
            var expression = Expression(random, 3);
            var pattern = EcmaPattern.Parse(expression);
            var language = StringLanguage.OfPattern(pattern.Root, new LanguageBudget());
            for (var text = 0; text < 60; text++)
            {
                var probe = string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => Letters[random.Next(Letters.Length)]));
                Assert.True(pattern.IsMatch(probe, new PatternBudget()) == language.Contains(probe), $"seed {seed}: {expression} on \"{probe}\"");
            }

            foreach (var member in language.Members().Take(10))
                Assert.True(pattern.IsMatch(member, new PatternBudget()), $"seed {seed}: {expression} lists \"{member}\"");
        }
    }

    [Fact]
    public void Bounds_of_length_leave_exactly_the_members_within_them()
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var expression = "^(?:" + Expression(random, 2) + ")$";
            var budget = new LanguageBudget();
            var language = StringLanguage.OfPattern(PatternParser.Parse(expression), budget);
            var least = random.Next(4);
            var bounded = new BoundedLanguage(language, least, least + random.Next(4), budget);
            var expected = language.Intersect(StringLanguage.OfLengths(bounded.MinLength, bounded.MaxLength, budget), budget);
            for (var text = 0; text < 40; text++)
                AssertAlive(bounded, expected, [.. Enumerable.Range(0, random.Next(8)).Select(_ => Letters[random.Next(Letters.Length)])], expression);
        }
    }

    /// <summary>The same, character by character: a state is alive as long as some member goes on so.</summary>
    static void AssertAlive(BoundedLanguage bounded, StringLanguage expected, string[] letters, string expression)
    {
        var (state, other) = (bounded.Language.Start, expected.Start);
        for (var length = 0; ; length++)
        {
            var place = $"{expression} of {bounded.MinLength} to {bounded.MaxLength} after {string.Concat(letters[..length])}";
            Assert.True(bounded.IsAlive(state, length) == (expected.CountFrom(other) > 0), place);
            Assert.True((bounded.IsAlive(state, length) && bounded.CanEnd(state, length)) == expected.CanEnd(other), place);
            if (length == letters.Length || !bounded.IsAlive(state, length))
                return;
            Assert.True(bounded.MayStep(state, length, letters[length][0], letters[length][0]) == expected.MayStep(other, letters[length][0], letters[length][0]), place);
            (state, other) = (bounded.Language.Step(state, letters[length][0]), expected.Step(other, letters[length][0]));
        }
    }

    static string Expression(Random random, int depth) => random.Next(depth <= 0 ? 1 : 6) switch
    {
        0 or 1 => Atoms[random.Next(Atoms.Length)],
        2 => Expression(random, depth - 1) + Expression(random, depth - 1),
        3 => $"(?:{Expression(random, depth - 1)}|{Expression(random, depth - 1)})",
        4 => $"(?:{Expression(random, depth - 1)}){new[] { "*", "+", "?", "{2}", "{1,3}", "{0,2}?", "{2,}" }[random.Next(7)]}",
        _ => $"(?{(random.Next(2) == 0 ? '=' : '!')}{Expression(random, depth - 1)}){Expression(random, depth - 1)}",
    };
}
