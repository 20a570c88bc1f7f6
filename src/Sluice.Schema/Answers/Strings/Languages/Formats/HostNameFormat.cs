using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages.Formats;

/// <summary>Labels between dots as host names have them, each of 63 characters at most (RFC 1123), and the e-mail addresses that end in such.</summary>
internal static class HostNameFormat
{
    const int MaxLabel = 63; // characters

    const string Atom = "[A-Za-z0-9!#$%&'*+\\-/=?^_`{|}~INTERNATIONAL]+";
    const string Local = "(?:" + Atom + "(?:\\." + Atom + ")*|\"(?:[ !#-\\[\\]-~INTERNATIONAL]|\\\\[ -~INTERNATIONAL])*\")@";

    static readonly Alphabet Characters = Alphabet.Of(
    [
        CodePointSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        CodePointSet.Of('-'),
        CodePointSet.Of('.'),
        CodePointSet.Of((0x80, 0xFFFF)),
        CodePointSet.Of((0x10000, CodePointSet.Last)),
    ]);

    /// <summary>Host names without the bound of their whole length.</summary>
    public static StringLanguage Dotted(LanguageBudget budget)
    {
        var first = Characters.Representatives();
        return StringLanguage.Of(AutomatonBuilder.Build<Label>(Characters, default, (label, own) => Step(label, first[own], international: false), label => label.IsWhole ? 1 : 0, budget));
    }

    /// <param name="international">Whether characters beyond ASCII may stand in both parts; each counts as long as its UTF-16.</param>
    public static StringLanguage Email(bool international, LanguageBudget budget)
    {
        var local = Local.Replace("INTERNATIONAL", international ? "\\u0080-\\u{10FFFF}" : "", StringComparison.Ordinal);
        var before = FormatLanguages.Of(local, budget);
        var literal = FormatLanguages.Of($"{local}\\[(?:[iI][pP][vV]6:{FormatPatterns.IpV6}|{FormatPatterns.IpV4})\\]", budget);
        var alphabet = Alphabet.Join(before.Automaton.Alphabet, Characters);
        var first = alphabet.Representatives();
        var named = StringLanguage.Of(AutomatonBuilder.Build<(int Before, Label Label)>(
            alphabet,
            (before.Start, default),
            (state, own) => Step(before, state, first[own], international),
            state => state.Label.IsWhole ? 1 : 0,
            budget));
        return named.Union(literal, budget);
    }

    static (int Before, Label Label)? Step(StringLanguage before, (int Before, Label Label) state, int character, bool international)
    {
        if (state.Before == Automaton.Dead)
            return Step(state.Label, character, international) is { } label ? (Automaton.Dead, label) : null;
        var next = before.Step(state.Before, character);
        return next == Automaton.Dead ? null : (before.CanEnd(next) ? Automaton.Dead : next, default);
    }

    static Label? Step(Label label, int character, bool international)
    {
        if (character == '.')
            return label.IsWhole ? default(Label) : null;
        var mayStand = character > 127 ? international : char.IsAsciiLetterOrDigit((char)character) || character == '-' && label.Length > 0;
        var longer = new Label(label.Length + (character > 0xFFFF ? 2 : 1), character == '-');
        return mayStand && longer.Length <= MaxLabel ? longer : null;
    }

    /// <param name="Length">Characters of the label in progress.</param>
    readonly record struct Label(int Length, bool EndsInHyphen)
    {
        public bool IsWhole => Length > 0 && !EndsInHyphen;
    }
}
