using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Answers.Strings;

/// <summary>
/// A place in a string of which only lengths, language and named values count: neither a source text nor values to avoid. It can be
/// followed by itself, without the machine around it, and where two such places ask for the same, the same tokens may follow.
/// </summary>
/// <param name="State">Of the language, 0 without one.</param>
/// <param name="Count">Characters so far.</param>
/// <param name="From">The named values that begin like this are From to To, without To; 0 without named values.</param>
internal readonly record struct TextCursor(StringAlternative Choice, int State, int Count, int From, int To)
{
    /// <summary>Null when something else counts too.</summary>
    public static TextCursor? Of(in Frame frame)
    {
        var choice = (StringAlternative)frame.Alternative;
        if (choice.Verbatim is not null || frame.Avoid is not null)
            return null;
        return choice.Members is not null
            ? new TextCursor(choice, 0, frame.Count, frame.From, frame.To)
            : new TextCursor(choice, choice.Language is null ? 0 : frame.State, frame.Count, 0, 0);
    }

    public bool CanEnd => Count >= Choice.MinLength && Choice.Language?.CanEnd(State, Count) != false
        && (Choice.Members is not { } members || members.Whole(From, To, Count) >= 0);

    /// <summary>The place one character on; null when no string goes on so.</summary>
    public TextCursor? Step(int character)
    {
        if (Count >= Choice.MaxLength)
            return null;
        if (Choice.Members is { } members)
            return members.Narrow(From, To, Count, character, character) is var (from, to) && from < to ? this with { Count = Count + 1, From = from, To = to } : null;
        if (Choice.Language is not { } language)
            return this with { Count = Count + 1 };
        var state = language.Language.Step(State, character);
        return language.IsAlive(state, Count + 1) ? this with { State = state, Count = Count + 1 } : null;
    }

    public bool MayStep(ReadOnlySpan<(int Low, int High)> ranges)
    {
        foreach (var (low, high) in ranges)
        {
            if (MayStep(low, high))
                return true;
        }

        return false;
    }

    /// <summary>What decides about the next characters.</summary>
    /// <param name="reach">Characters that count: those of the longest token.</param>
    public TextKey Key(int reach)
    {
        if (Choice.Members is { } members)
            return new TextKey(members, Count, From, To);
        var least = Math.Max(0, Choice.MinLength - Count);
        if (Choice.Language is not { } language)
            return new TextKey(null, 0, Math.Min(least, reach + 1), Math.Min(Choice.MaxLength - Count, reach + 1));
        var most = Choice.MaxLength == int.MaxValue || Choice.MaxLength - Count - reach >= language.FarthestMember ? int.MaxValue : Choice.MaxLength - Count;
        return new TextKey(language.Language.Automaton, State, least, most);
    }

    bool MayStep(int low, int high)
    {
        if (Count >= Choice.MaxLength)
            return false;
        if (Choice.Members is { } members)
            return members.Narrow(From, To, Count, low, high) is var (from, to) && from < to;
        return Choice.Language?.MayStep(State, Count, low, high) != false;
    }
}

/// <summary>What decides about the next characters of a string.</summary>
/// <param name="Source">The table of its language, or the set of its named values; null when any character will do.</param>
/// <param name="At">The state of the language, or the characters of a named value so far.</param>
/// <param name="Least">Characters that must still come, as far as it matters; the first of the named values left.</param>
/// <param name="Most">Characters that may still come, as far as it matters; one past the last of the named values left.</param>
internal readonly record struct TextKey(object? Source, int At, int Least, int Most);
