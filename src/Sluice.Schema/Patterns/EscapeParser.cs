using System.Globalization;
using System.Text;

namespace Sluice.Schema.Patterns;

/// <summary>Reads what follows a backslash in a regular expression, and plain characters.</summary>
internal sealed class EscapeParser(string text, bool strict)
{
    const string Syntax = "^$\\.*+?()[]{}|/";

    /// <summary>Reads one code point as written; a surrogate pair is one.</summary>
    public int ReadCodePoint(ref int at)
    {
        var isRune = Rune.TryGetRuneAt(text, at, out var rune);
        var value = isRune ? rune.Value : text[at];
        at += isRune ? rune.Utf16SequenceLength : 1;
        return value;
    }

    /// <summary>Reads an escape that begins at <paramref name="at"/> and moves behind it.</summary>
    public CodePointSet Read(ref int at, bool inClass)
    {
        var start = at++;
        if (at == text.Length)
            throw new PatternException("a \"\\\" with nothing behind it", start);
        var c = text[at];
        switch (c)
        {
            case 'd': at++; return CharacterClasses.Digit;
            case 'D': at++; return CharacterClasses.Digit.Complement();
            case 'w': at++; return CharacterClasses.Word;
            case 'W': at++; return CharacterClasses.Word.Complement();
            case 's': at++; return CharacterClasses.Space;
            case 'S': at++; return CharacterClasses.Space.Complement();
            case 'p' or 'P': return ReadProperty(ref at, start);
            case 't': at++; return CodePointSet.Of('\t');
            case 'n': at++; return CodePointSet.Of('\n');
            case 'v': at++; return CodePointSet.Of('\v');
            case 'f': at++; return CodePointSet.Of('\f');
            case 'r': at++; return CodePointSet.Of('\r');
            case 'b' when inClass: at++; return CodePointSet.Of('\b');
            case 'c' when at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]): at += 2; return CodePointSet.Of(text[at - 1] % 32);
            case '0' when at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1]): at++; return CodePointSet.Of(0);
            case 'x': return CodePointSet.Of(ReadHex(ref at, 2, start));
            case 'u': return CodePointSet.Of(ReadUnicode(ref at, start));
        }

        var isPlain = Syntax.Contains(c, StringComparison.Ordinal) || c == '-' && inClass || !strict && !char.IsAsciiLetterOrDigit(c);
        return isPlain ? CodePointSet.Of(ReadCodePoint(ref at)) : throw new PatternException($"\"\\{c}\" is no escape of ECMA-262", start);
    }

    CodePointSet ReadProperty(ref int at, int start)
    {
        var negative = text[at] == 'P';
        var end = at + 1 < text.Length && text[at + 1] == '{' ? text.IndexOf('}', at) : -1;
        if (end < 0)
            throw new PatternException("\"\\p\" must be followed by a property in braces, as in \\p{Letter}", start);
        var name = text[(at + 2)..end];
        at = end + 1;
        var set = CharacterClasses.Property(name)
            ?? throw new PatternException($"the character property \"{name}\" is not known; general categories such as Letter, Lu or Nd are, and Any, ASCII, Assigned, White_Space", start);
        return negative ? set.Complement() : set;
    }

    /// <summary>\uXXXX, a pair of them for one character beyond U+FFFF, or \u{X…}.</summary>
    int ReadUnicode(ref int at, int start)
    {
        if (at + 1 < text.Length && text[at + 1] == '{')
        {
            var end = text.IndexOf('}', at);
            if (end < 0 || !int.TryParse(text.AsSpan((at + 2)..end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value is < 0 or > CodePointSet.Last)
                throw new PatternException("\"\\u{\" must be followed by the hexadecimal number of a character and \"}\"", start);
            at = end + 1;
            return value;
        }

        var first = ReadHex(ref at, 4, start);
        if (!char.IsHighSurrogate((char)first) || string.CompareOrdinal(text, at, "\\u", 0, 2) != 0)
            return first;
        var next = at + 1;
        if (next + 4 < text.Length && HexAt(next + 1, 4) is { } second && char.IsLowSurrogate((char)second))
        {
            at = next + 5;
            return char.ConvertToUtf32((char)first, (char)second);
        }

        return first;
    }

    int ReadHex(ref int at, int digits, int start)
    {
        var value = HexAt(at + 1, digits) ?? throw new PatternException($"\"\\{text[at]}\" must be followed by {digits} hexadecimal digits", start);
        at += 1 + digits;
        return value;
    }

    int? HexAt(int at, int digits) =>
        at + digits <= text.Length && text.AsSpan(at, digits).IndexOfAnyExcept(Hex) < 0 ? int.Parse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;

    static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
