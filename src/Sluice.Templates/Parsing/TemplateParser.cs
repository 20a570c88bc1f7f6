using Sluice.Templates.Lexing;
using Sluice.Templates.Syntax;

namespace Sluice.Templates.Parsing;

/// <summary>A whole template: text, prints and statements, one within the other.</summary>
internal sealed class TemplateParser
{
    const int MostBlocks = 100;          // blocks within each other; Python stops at 100 levels of indentation

    readonly TokenStream tokens;
    readonly ExpressionParser expressions;
    readonly StatementParser statements;
    readonly Stack<(string Tag, string[] Ends)> open = [];

    TemplateParser(TokenStream tokens)
    {
        this.tokens = tokens;
        expressions = new ExpressionParser(tokens);
        statements = new StatementParser(tokens, expressions, this);
    }

    public static IReadOnlyList<Statement> Parse(TemplateSource source, TemplateOptions options) =>
        new TemplateParser(new TokenStream(source, Lexer.Read(source, options))).ParseTemplate();

    /// <summary>The body of the statement just opened, up to a tag that is one of <paramref name="ends"/>; that word is left to be read.</summary>
    public IReadOnlyList<Statement> ParseBody(string tag, params string[] ends)
    {
        tokens.TakeSign(":");           // as in Python; allowed and without meaning
        tokens.Expect(TokenKind.BlockEnd, "end of statement block");
        tokens.GuardDepth(open.Count, MostBlocks);
        open.Push((tag, ends));
        var body = ParseUntil(ends);
        open.Pop();
        return body;
    }

    /// <summary>As <see cref="ParseBody"/>, the ending word included.</summary>
    public IReadOnlyList<Statement> ParseLastBody(string tag, string end)
    {
        var body = ParseBody(tag, end);
        tokens.Take();
        return body;
    }

    List<Statement> ParseTemplate() => ParseUntil([]);

    List<Statement> ParseUntil(string[] ends)
    {
        List<Statement> body = [];
        while (true)
        {
            var token = tokens.Take();
            switch (token.Kind)
            {
                case TokenKind.Data:
                    body.Add(new PlainText(token.At, token.Text));
                    break;
                case TokenKind.PrintBegin:
                    body.Add(new Print(token.At, expressions.ParseTuple()));
                    tokens.Expect(TokenKind.PrintEnd, "end of print statement");
                    break;
                case TokenKind.BlockBegin when tokens.Current.Kind == TokenKind.Name && ends.Contains(tokens.Current.Text):
                    return body;
                case TokenKind.BlockBegin:
                    body.AddRange(statements.Parse(UnknownTag));
                    tokens.Expect(TokenKind.BlockEnd, "end of statement block");
                    break;
                default:
                    return ends.Length == 0 ? body : throw tokens.Error("Unexpected end of template. " + LookedFor(), token.At);
            }
        }
    }

    TemplateException UnknownTag(Token tag) => tokens.Error(open.Count == 0
        ? $"Encountered unknown tag '{tag.Text}'."
        : $"Encountered unknown tag '{tag.Text}'. {LookedFor()}", tag.At);

    string LookedFor()
    {
        var (tag, ends) = open.Peek();
        return $"Jinja was looking for the following tags: {string.Join(" or ", ends.Select(end => $"'{end}'"))}. "
            + $"The innermost block that needs to be closed is '{tag}'.";
    }
}
