using System.Runtime.CompilerServices;
using Sluice.Templates.Lexing;

namespace Sluice.Templates.Parsing;

/// <summary>The tokens of a template with a place in them, and what a parser asks of it.</summary>
internal sealed class TokenStream(TemplateSource source, List<Token> tokens)
{
    int next;

    public Token Current => tokens[next];

    /// <summary>The token after the current one.</summary>
    public Token Following => tokens[Math.Min(next + 1, tokens.Count - 1)];

    /// <summary>Gives the current token and moves on; never past the end.</summary>
    public Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            next++;
        return token;
    }

    public bool TakeSign(string sign) => TakeIf(Current.IsSign(sign));

    public bool TakeName(string name) => TakeIf(Current.IsName(name));

    public Token Expect(TokenKind kind, string described) => Current.Kind == kind ? Take() : throw Unexpected(described);

    public Token ExpectSign(string sign) => Current.IsSign(sign) ? Take() : throw Unexpected(sign);

    public Token ExpectName(string name) => Current.IsName(name) ? Take() : throw Unexpected(name);

    public Token ExpectAnyName() => Expect(TokenKind.Name, "name");

    public TemplateException Error(string message, int at) => source.SyntaxError(message, at);

    public TemplateException Refused(string what, int at) =>
        source.Error(TemplateErrorKind.Unsupported, $"{what} is not supported here.", at);

    /// <summary>Called on the way into something that may stand within itself.</summary>
    public void GuardDepth(int depth, int most)
    {
        if (depth > most || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw source.Error(TemplateErrorKind.Recursion, $"expressions are nested more than {most} deep", Current.At);
    }

    bool TakeIf(bool fits)
    {
        if (fits)
            Take();
        return fits;
    }

    TemplateException Unexpected(string expected) => Current.Kind == TokenKind.End
        ? Error($"unexpected end of template, expected '{expected}'.", Current.At)
        : Error($"expected token '{expected}', got '{Current.Described}'", Current.At);
}
