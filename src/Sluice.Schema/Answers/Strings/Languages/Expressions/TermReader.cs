using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages.Expressions;

/// <summary>Turns a regular expression as ECMA-262 writes it into a term for the whole text: one that may stand anywhere in it unless anchored.</summary>
internal sealed class TermReader(TermPool pool)
{
    const int MaxConditionedRepeats = 100; // least times of a part with conditions in it, each of which may read nothing

    public Term ReadWhole(PatternNode pattern) => pool.Sequence(pool.Anything, pool.Sequence(Read(pattern), pool.Anything));

    Term Read(PatternNode node) => node switch
    {
        PatternNode.Character character => pool.Character(character.Set),
        PatternNode.Sequence sequence => sequence.Parts.Reverse().Aggregate(pool.Empty, (rest, part) => pool.Sequence(Read(part), rest)),
        PatternNode.Choice choice => pool.Choice(choice.Options.Select(Read)),
        PatternNode.Repeat repeat => Read(repeat),
        PatternNode.Border border => pool.Border(border.Kind),
        PatternNode.Look { Behind: true } => throw new LanguageLimitException("what stands before a place cannot be looked at again while writing: look-behind is not supported, look-ahead is"),
        PatternNode.Look look => pool.Look(pool.Sequence(Read(look.Part), pool.Anything), look.Negative),
        _ => throw new LanguageLimitException("what a group has matched cannot be asked for again while writing: references back to it are not supported"),
    };

    Term Read(PatternNode.Repeat repeat)
    {
        var part = Read(repeat.Part);
        if (!part.IsPlain && repeat.Least > MaxConditionedRepeats)
            throw new LanguageLimitException($"a part with anchors or look-aheads is repeated more than {MaxConditionedRepeats} times at least");
        return pool.Repeat(part, repeat.Least, repeat.Most ?? int.MaxValue);
    }
}
