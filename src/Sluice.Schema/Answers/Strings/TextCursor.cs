using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings.Languages;

namespace Sluice.Schema.Answers.Strings;

/// <summary>
/// A place in a string of which only lengths and language count: neither named values nor a source text nor values to avoid. It can be
/// followed by itself, without the machine around it, and where two such places ask for the same, the same tokens may follow.
/// </summary>
/// <param name="State">Of the language, 0 without one.</param>
/// <param name="Count">Characters so far.</param>
internal readonly record struct TextCursor(StringAlternative Choice, int State, int Count)
{
    /// <summary>Null when something else counts too.</summary>
    public static TextCursor? Of(in Frame frame)
    {
        var choice = (StringAlternative)frame.Alternative;
        return choice.Members is null && choice.Verbatim is null && frame.Avoid is null
            ? new TextCursor(choice, choice.Language is null ? 0 : frame.State, frame.Count)
            : null;
    }

    public bool CanEnd => Count >= Choice.MinLength && Choice.Language?.CanEnd(State, Count) != false;

    /// <summary>The place one character on; null when no string goes on so.</summary>
    public TextCursor? Step(int character)
    {
        if (Count >= Choice.MaxLength)
            return null;
        if (Choice.Language is not { } language)
            return this with { Count = Count + 1 };
        var state = language.Language.Step(State, character);
        return language.IsAlive(state, Count + 1) ? this with { State = state, Count = Count + 1 } : null;
    }

    public bool MayStep(ReadOnlySpan<(int Low, int High)> ranges)
    {
        foreach (var (low, high) in ranges)
        {
            if (Count < Choice.MaxLength && Choice.Language?.MayStep(State, Count, low, high) != false)
                return true;
        }

        return false;
    }

    /// <summary>What decides about the next characters.</summary>
    /// <param name="reach">Characters that count: those of the longest token.</param>
    public TextKey Key(int reach)
    {
        var least = Math.Max(0, Choice.MinLength - Count);
        if (Choice.Language is not { } language)
            return new TextKey(null, 0, Math.Min(least, reach + 1), Math.Min(Choice.MaxLength - Count, reach + 1));
        var most = Choice.MaxLength == int.MaxValue || Choice.MaxLength - Count - reach >= language.FarthestMember ? int.MaxValue : Choice.MaxLength - Count;
        return new TextKey(language.Language.Automaton, State, least, most);
    }
}

/// <param name="Language">Null when any character will do.</param>
/// <param name="Least">Characters that must still come, as far as it matters.</param>
/// <param name="Most">Characters that may still come, as far as it matters.</param>
internal readonly record struct TextKey(Automaton? Language, int State, int Least, int Most);
