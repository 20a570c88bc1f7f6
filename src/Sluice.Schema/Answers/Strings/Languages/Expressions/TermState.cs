namespace Sluice.Schema.Answers.Strings.Languages.Expressions;

/// <summary>What a text may still become: the term for the rest of it, and what stands before that rest.</summary>
internal readonly record struct TermState(Term Rest, TermPlace Place);

/// <summary>What stands before a place in the text. <see cref="AfterOther"/> where it makes no difference.</summary>
internal enum TermPlace
{
    Start,
    AfterWord,
    AfterOther,
}
