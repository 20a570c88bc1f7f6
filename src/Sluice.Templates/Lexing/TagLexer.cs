using System.Buffers;
using System.Globalization;
using Sluice.Templates.Text;

namespace Sluice.Templates.Lexing;

/// <summary>The words within one tag, up to its end.</summary>
internal sealed class TagLexer(TemplateSource source, List<Token> tokens, int at)
{
    /// <summary>Longest first, so that <c>**</c> is not read as two.</summary>
    static readonly string[] Signs =
        ["//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"];

    const int LongestNumber = 4300;      // characters; as many digits as Python reads

    static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789abcdefABCDEFoOxX_.");

    readonly string text = source.Text;
    readonly Stack<char> open = [];

    /// <summary>Where the end of the tag stands, its sign included; -1 when the template ends first.</summary>
    public int Read(bool isBlock)
    {
        while (at < text.Length)
        {
            if (open.Count == 0 && IsEnd(isBlock))
                return at;
            var c = text[at];
            if (PythonSpace.Is(c))
                at++;
            else if (char.IsAsciiDigit(c))
                ReadNumber();
            else if (IsNamePart(c))
                ReadName();
            else if (c is '\'' or '"')
                ReadText(c);
            else
                ReadSign();
        }

        return -1;
    }

    bool IsEnd(bool isBlock)
    {
        var brace = text[at] == '-' || (isBlock && text[at] == '+') ? at + 1 : at;
        return string.CompareOrdinal(text, brace, isBlock ? "%}" : "}}", 0, 2) == 0;
    }

    void ReadNumber()
    {
        var length = text.AsSpan(at).IndexOfAnyExcept(NumberCharacters);
        if ((length < 0 ? text.Length - at : length) > LongestNumber)
            throw source.SyntaxError($"a number is longer than {LongestNumber} characters", at);
        var afterPoint = at > 0 && text[at - 1] == '.';
        var token = NumberLiteral.Read(text, at, mayBeFloat: !afterPoint);
        tokens.Add(token);
        at += token.Text.Length;
    }

    void ReadName()
    {
        var start = at;
        while (at < text.Length && IsNamePart(text[at]))
            at++;
        if (char.IsDigit(text[start]) || char.GetUnicodeCategory(text[start]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            throw source.SyntaxError("Invalid character in identifier", start);
        tokens.Add(new(TokenKind.Name, text[start..at], start));
    }

    static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c > '\x7f' && (char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.LetterNumber));

    void ReadText(char quote)
    {
        var start = at++;
        while (at < text.Length && text[at] != quote)
            at += text[at] == '\\' ? 2 : 1;
        if (at >= text.Length)
            throw Unexpected(start);
        tokens.Add(new(TokenKind.Text, text[start..++at], start, TextLiteral.Read(source, start, at)));
    }

    void ReadSign()
    {
        var sign = Array.Find(Signs, candidate => string.CompareOrdinal(text, at, candidate, 0, candidate.Length) == 0)
            ?? throw Unexpected(at);
        if (sign is "(" or "[" or "{")
            open.Push(sign == "(" ? ')' : sign == "[" ? ']' : '}');
        else if (sign is ")" or "]" or "}")
            Close(sign[0]);
        tokens.Add(new(TokenKind.Sign, sign, at));
        at += sign.Length;
    }

    void Close(char bracket)
    {
        if (open.Count == 0)
            throw source.SyntaxError($"unexpected '{bracket}'", at);
        var expected = open.Pop();
        if (expected != bracket)
            throw source.SyntaxError($"unexpected '{bracket}', expected '{expected}'", at);
    }

    TemplateException Unexpected(int start) =>
        source.SyntaxError($"unexpected char {PythonQuote.Of(text.Substring(start, CodePoints.WidthAt(text, start)))} at {start}", start);
}
