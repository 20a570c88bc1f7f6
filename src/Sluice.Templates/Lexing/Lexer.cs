using Sluice.Templates.Text;

namespace Sluice.Templates.Lexing;

/// <summary>
/// Cuts a template into tokens: text between tags by the whitespace rules, and the words of each tag (<see cref="TagLexer"/>).
/// </summary>
internal sealed class Lexer(TemplateSource source, TemplateOptions options)
{
    readonly string text = source.Text;
    readonly List<Token> tokens = [];
    int next;

    /// <summary>Whether what was read last ended a line, so that blanks here stand at the start of one.</summary>
    bool atLineStart = true;

    public static List<Token> Read(TemplateSource source, TemplateOptions options) => new Lexer(source, options).Run();

    List<Token> Run()
    {
        while (FindTag() is var tag && tag >= 0)
        {
            var kind = text[tag + 1];
            var dash = tag + 2 < text.Length && text[tag + 2] is ('-' or '+') ? text[tag + 2] : '\0';
            AddData(text[next..tag], kind != '{', dash);
            next = tag + (dash == '\0' ? 2 : 3);
            if (kind == '#')
                SkipComment(tag);
            else if (kind == '%' && RawBodyStart() is var body && body >= 0)
                ReadRaw(tag, body);
            else
                ReadTag(tag, kind);
        }

        Add(TokenKind.Data, text[next..], next);
        tokens.Add(new(TokenKind.End, "", text.Length));
        return tokens;
    }

    int FindTag()
    {
        for (var at = text.IndexOf('{', next); at >= 0 && at + 1 < text.Length; at = text.IndexOf('{', at + 1))
        {
            if (text[at + 1] is '{' or '%' or '#')
                return at;
        }

        return -1;
    }

    void AddData(string data, bool mayStrip, char dash)
    {
        var start = next;
        if (dash == '-')
        {
            data = PythonSpace.TrimEnd(data);
        }
        else if (mayStrip && dash != '+' && options.LstripBlocks)
        {
            var line = data.LastIndexOf('\n') + 1;
            if ((line > 0 || atLineStart) && PythonSpace.IsBlank(data.AsSpan(line)))
                data = data[..line];
        }

        Add(TokenKind.Data, data, start);
    }

    void Add(TokenKind kind, string data, int start)
    {
        if (data.Length > 0)
            tokens.Add(new(kind, data, start));
    }

    /// <summary>Moves past the end of a tag that stands at <paramref name="end"/>, and past what its sign drops.</summary>
    /// <param name="end">Where the sign stands, or the closing brace's first character without one.</param>
    /// <param name="trims">Whether a newline is dropped without a sign, as after statements and comments.</param>
    void CloseTag(int end, bool trims)
    {
        var dash = text[end] is '-' or '+' ? text[end] : '\0';
        next = end + (dash == '\0' ? 2 : 3);
        if (dash == '-')
        {
            while (next < text.Length && PythonSpace.Is(text[next]))
                next++;
        }
        else if (dash == '\0' && trims && options.TrimBlocks && next < text.Length && text[next] == '\n')
        {
            next++;
        }

        atLineStart = text[next - 1] == '\n';
    }

    void SkipComment(int tag)
    {
        var end = text.IndexOf("#}", next, StringComparison.Ordinal);
        if (end < 0 && next == text.Length)
            return;                      // as Jinja does, a comment opened by the last characters is let pass
        if (end < 0)
            throw source.SyntaxError("Missing end of comment tag", tag);
        CloseTag(end > next && text[end - 1] is ('-' or '+') ? end - 1 : end, trims: true);
    }

    /// <summary>Where the body begins if the tag just opened is <c>raw</c>; else -1.</summary>
    int RawBodyStart()
    {
        var at = SkipWord(next, "raw");
        if (at < 0)
            return -1;
        if (string.CompareOrdinal(text, at, "%}", 0, 2) == 0)
            return at + 2;
        if (string.CompareOrdinal(text, at, "-%}", 0, 3) != 0)
            return -1;
        at += 3;
        while (at < text.Length && PythonSpace.Is(text[at]))
            at++;
        return at;
    }

    /// <summary>Past blanks, a word and blanks again; -1 when the word is not there.</summary>
    int SkipWord(int at, string word)
    {
        at = SkipBlanks(at);
        return string.CompareOrdinal(text, at, word, 0, word.Length) == 0 ? SkipBlanks(at + word.Length) : -1;
    }

    int SkipBlanks(int at)
    {
        while (at < text.Length && PythonSpace.Is(text[at]))
            at++;
        return at;
    }

    void ReadRaw(int tag, int body)
    {
        next = body;
        if (body == text.Length)
            return;                      // likewise
        atLineStart = text[body - 1] == '\n';
        for (var at = text.IndexOf("{%", body, StringComparison.Ordinal); at >= 0; at = text.IndexOf("{%", at + 1, StringComparison.Ordinal))
        {
            var dash = at + 2 < text.Length && text[at + 2] is ('-' or '+') ? text[at + 2] : '\0';
            var end = SkipWord(at + (dash == '\0' ? 2 : 3), "endraw");
            if (end < 0 || EndSign(end) is not { } close)
                continue;
            AddData(text[body..at], mayStrip: true, dash);
            CloseTag(close, trims: true);
            return;
        }

        throw source.SyntaxError("Missing end of raw directive", tag);
    }

    int? EndSign(int at)
    {
        var brace = at < text.Length && text[at] is ('-' or '+') ? at + 1 : at;
        return string.CompareOrdinal(text, brace, "%}", 0, 2) == 0 ? at : null;
    }

    void ReadTag(int tag, char kind)
    {
        var isBlock = kind == '%';
        tokens.Add(new(isBlock ? TokenKind.BlockBegin : TokenKind.PrintBegin, text.Substring(tag, 2), tag));
        var end = new TagLexer(source, tokens, next).Read(isBlock);
        if (end < 0)
        {
            next = text.Length;          // the parser meets the end of the template and says what it looked for
            return;
        }

        tokens.Add(new(isBlock ? TokenKind.BlockEnd : TokenKind.PrintEnd, isBlock ? "%}" : "}}", end));
        CloseTag(end, trims: isBlock);
    }
}
