using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Answers.Strings;

/// <summary>
/// A place in a string of which only lengths, language and named values count: neither a source text nor values to avoid. Where two such
/// places ask for the same, the same tokens may follow.
/// </summary>
/// <param name="state">Of the language, 0 without one.</param>
/// <param name="count">Characters so far.</param>
/// <param name="from">The named values that begin like this are from..to, without to; 0 without named values.</param>
internal struct TextCursor(StringAlternative choice, int state, int count, int from, int to) : ITextCursor
{
    readonly StringAlternative choice = choice;
    int state = state;
    int count = count;
    int from = from;
    int to = to;

    /// <summary>Null when it must stand in a source text. Values to avoid are passed over.</summary>
    public static TextCursor? Of(in Frame frame)
    {
        var choice = (StringAlternative)frame.Alternative;
        return choice.Verbatim is not null ? null
            : choice.Members is not null ? new TextCursor(choice, 0, frame.Count, frame.From, frame.To)
            : new TextCursor(choice, choice.Language is null ? 0 : frame.State, frame.Count, 0, 0);
    }

    public readonly bool CanEnd => count >= choice.MinLength && choice.Language?.CanEnd(state, count) != false
        && (choice.Members is not { } members || members.Whole(from, to, count) >= 0);

    public readonly bool IsFree => choice.MaxLength == int.MaxValue && count >= choice.MinLength && choice.Members is null && choice.Language?.Language.IsFree(state) != false;

    /// <summary>Whether any characters will do, for so many of them at least and one more.</summary>
    public readonly bool TakesAny(int characters) => choice.Language is null && choice.Members is null && choice.MaxLength - count > characters;

    public bool TryStep(int character)
    {
        if (count >= choice.MaxLength)
            return false;
        count++;
        if (choice.Members is { } members)
        {
            (from, to) = members.Narrow(from, to, count - 1, character, character);
            return from < to;
        }

        if (choice.Language is not { } language)
            return true;
        state = language.Language.Step(state, character);
        return language.IsAlive(state, count);
    }

    public readonly bool MayStep(ReadOnlySpan<(int Low, int High)> ranges)
    {
        foreach (var (low, high) in ranges)
        {
            if (MayStep(low, high))
                return true;
        }

        return false;
    }

    public readonly TextKey Key(int reach)
    {
        if (choice.Members is { } members)
            return new TextKey(members, TextKind.String, count, from, to);
        var least = Math.Max(0, choice.MinLength - count);
        if (choice.Language is not { } language)
            return new TextKey(null, TextKind.String, 0, Math.Min(least, reach + 1), Math.Min(choice.MaxLength - count, reach + 1));
        var most = choice.MaxLength == int.MaxValue || choice.MaxLength - count - reach >= language.FarthestMember ? int.MaxValue : choice.MaxLength - count;
        return new TextKey(language.Language.Automaton, TextKind.String, state, least, most);
    }

    readonly bool MayStep(int low, int high)
    {
        if (count >= choice.MaxLength)
            return false;
        if (choice.Members is { } members)
            return members.Narrow(from, to, count, low, high) is var (first, last) && first < last;
        return choice.Language?.MayStep(state, count, low, high) != false;
    }
}
