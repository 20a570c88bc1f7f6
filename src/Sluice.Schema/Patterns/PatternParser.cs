namespace Sluice.Schema.Patterns;

/// <summary>
/// Reads a regular expression by the grammar of ECMA-262 with the flag "u". Unless told to be strict it also takes what real schemas
/// write and only that flag forbids: escaped punctuation such as \_ or \@, and braces or a closing bracket that stand for themselves.
/// </summary>
internal sealed class PatternParser
{
    const int MaxDepth = 250; // groups within groups
    const int MaxLength = 65_536; // characters; the longest of a thousand real ones has 1,239

    readonly string text;
    readonly bool strict;
    readonly EscapeParser escapes;
    readonly GroupNames groups = new();
    int at;
    int depth;

    PatternParser(string text, bool strict)
    {
        (this.text, this.strict) = (text, strict);
        escapes = new EscapeParser(text, strict);
    }

    public static PatternNode Parse(string text, bool strict = false)
    {
        if (text.Length > MaxLength)
            throw new PatternException($"the expression is longer than {MaxLength} characters", MaxLength);
        var parser = new PatternParser(text, strict);
        var node = parser.ReadChoice();
        if (parser.at < text.Length)
            throw parser.Wrong("a \")\" without its \"(\"");
        parser.groups.CheckReferences();
        return node;
    }

    PatternNode ReadChoice()
    {
        if (++depth > MaxDepth)
            throw Wrong($"groups stand inside each other more than {MaxDepth} deep");
        var options = new List<PatternNode> { ReadSequence() };
        while (Take('|'))
            options.Add(ReadSequence());
        depth--;
        return options.Count == 1 ? options[0] : new PatternNode.Choice(options);
    }

    PatternNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (at < text.Length && text[at] is not ('|' or ')'))
            parts.Add(ReadTerm());
        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    PatternNode ReadTerm()
    {
        var start = at;
        var part = ReadAtom();
        if (ReadQuantifier() is not var (least, most))
            return part;
        return !CanRepeat(start) ? throw new PatternException("nothing to repeat here", start) : new PatternNode.Repeat(part, least, most);
    }

    /// <summary>Conditions on a place cannot be repeated, save that the language always let look-aheads be.</summary>
    bool CanRepeat(int atom) => text.AsSpan(atom) switch
    {
        ['^' or '$', ..] or ['\\', 'b' or 'B', ..] or ['(', '?', '<', '=' or '!', ..] => false,
        ['(', '?', '=' or '!', ..] => !strict,
        _ => true,
    };

    PatternNode ReadAtom()
    {
        switch (text[at])
        {
            case '^': at++; return new PatternNode.Border(BorderKind.Start);
            case '$': at++; return new PatternNode.Border(BorderKind.End);
            case '.': at++; return new PatternNode.Character(CharacterClasses.NotLineEnd);
            case '(': at++; return ReadGroup();
            case '[': at++; return new PatternNode.Character(ReadClass());
            case '*' or '+' or '?': throw Wrong("nothing to repeat here");
            case '{' when strict || IsQuantifier(): throw Wrong("nothing to repeat here");
            case '}' or ']' when strict: throw Wrong($"a \"{text[at]}\" without its beginning");
            case '\\':
                if (at + 1 < text.Length && text[at + 1] is 'b' or 'B')
                    return new PatternNode.Border(text[(at += 2) - 1] == 'b' ? BorderKind.Word : BorderKind.NotWord);
                return groups.ReadReference(text, ref at) ?? new PatternNode.Character(escapes.Read(ref at, inClass: false));
            default: return new PatternNode.Character(CodePointSet.Of(escapes.ReadCodePoint(ref at)));
        }
    }

    PatternNode ReadGroup()
    {
        bool? lookBehind = null;
        var negative = false;
        if (Take("?:"))
        {
        }
        else if (Take("?=") || Take("?!"))
        {
            (lookBehind, negative) = (false, text[at - 1] == '!');
        }
        else if (Take("?<=") || Take("?<!"))
        {
            (lookBehind, negative) = (true, text[at - 1] == '!');
        }
        else if (Take("?<"))
        {
            groups.AddNamed(text, ref at);
        }
        else if (at < text.Length && text[at] == '?')
        {
            throw Wrong("\"(?\" must be followed by \":\", \"=\", \"!\", \"<=\", \"<!\" or \"<name>\"");
        }
        else
        {
            groups.Add();
        }

        var part = ReadChoice();
        if (!Take(')'))
            throw Wrong("a \"(\" without its \")\"");
        return lookBehind is { } behind ? new PatternNode.Look(part, behind, negative) : part;
    }

    CodePointSet ReadClass()
    {
        var start = at;
        var negative = Take('^');
        var sets = new List<CodePointSet>();
        while (at < text.Length && text[at] != ']')
        {
            var (set, first) = ReadClassAtom();
            if (at + 1 >= text.Length || text[at] != '-' || text[at + 1] == ']')
            {
                sets.Add(set);
                continue;
            }

            var dash = at++;
            var (other, last) = ReadClassAtom();
            if (first is { } low && last is { } high)
                sets.Add(low <= high ? CodePointSet.Of((low, high)) : throw new PatternException("a range must go from the lower to the higher character", dash));
            else if (strict)
                throw new PatternException("a range must go from one character to another, not to a class", dash);
            else
                sets.AddRange([set, CodePointSet.Of('-'), other]);
        }

        if (!Take(']'))
            throw new PatternException("a \"[\" without its \"]\"", start - 1);
        var union = CodePointSet.Union(sets);
        return negative ? union.Complement() : union;
    }

    /// <summary>The set, and its character when it is a single one that may begin or end a range.</summary>
    (CodePointSet Set, int? Single) ReadClassAtom()
    {
        if (text[at] != '\\')
        {
            var codePoint = escapes.ReadCodePoint(ref at);
            return (CodePointSet.Of(codePoint), codePoint);
        }

        var set = escapes.Read(ref at, inClass: true);
        return (set, set.Ranges is [var (first, last)] && first == last ? first : null);
    }

    (int Least, int? Most)? ReadQuantifier()
    {
        if (at == text.Length)
            return null;
        (int, int?)? range = text[at] switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, 1),
            '{' when IsQuantifier() => ReadCounts(),
            _ => null,
        };
        if (range is null)
            return null;
        at++;
        Take('?');
        return range;
    }

    bool IsQuantifier()
    {
        var i = at + 1;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        if (i == at + 1)
            return false;
        if (i < text.Length && text[i] == ',')
            i++;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i < text.Length && text[i] == '}';
    }

    /// <summary>Reads "{2", "{2," or "{2,5" and leaves the closing brace.</summary>
    (int Least, int? Most) ReadCounts()
    {
        var start = at++;
        var least = ReadCount();
        if (!Take(','))
            return (least, least);
        if (text[at] == '}')
            return (least, null);
        var most = ReadCount();
        return most >= least ? (least, most) : throw new PatternException("the counts of a repetition must go from the lower to the higher", start);
    }

    int ReadCount()
    {
        var count = 0;
        for (; char.IsAsciiDigit(text[at]); at++)
            count = (int)Math.Min(count * 10L + (text[at] - '0'), int.MaxValue);
        return count;
    }

    bool Take(char c)
    {
        if (at == text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    bool Take(string s)
    {
        if (string.CompareOrdinal(text, at, s, 0, s.Length) != 0)
            return false;
        at += s.Length;
        return true;
    }

    PatternException Wrong(string reason) => new(reason, at);
}
