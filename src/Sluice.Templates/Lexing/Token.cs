using Sluice.Templates.Values;

namespace Sluice.Templates.Lexing;

internal enum TokenKind
{
    Data,
    PrintBegin,
    PrintEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Text,
    Integer,
    Float,
    Sign,
    End,
}

/// <summary>A piece of the template: text between tags, or a word within one.</summary>
/// <param name="Text">The data, name or sign; for literals as written.</param>
/// <param name="At">Offset in the template.</param>
/// <param name="Literal">The value of a text, integer or float.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At, Value? Literal = null)
{
    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;

    /// <summary>As messages name it.</summary>
    public string Described => Kind switch
    {
        TokenKind.PrintBegin => "begin of print statement",
        TokenKind.PrintEnd => "end of print statement",
        TokenKind.BlockBegin => "begin of statement block",
        TokenKind.BlockEnd => "end of statement block",
        TokenKind.Data => "template data / text",
        TokenKind.Text => "string",
        TokenKind.Integer => "integer",
        TokenKind.Float => "float",
        TokenKind.End => "end of template",
        _ => Text,
    };
}
