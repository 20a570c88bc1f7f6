using Sluice.Templates.Lexing;
using Sluice.Templates.Syntax;

namespace Sluice.Templates.Parsing;

/// <summary>The operators, from loose to tight; what stands between them is read by <see cref="OperandParser"/>.</summary>
internal sealed class ExpressionParser
{
    const int MostDepth = 200;           // expressions within each other; about where Python gives up as well

    readonly TokenStream tokens;
    readonly OperandParser operands;
    int depth;

    public ExpressionParser(TokenStream tokens)
    {
        this.tokens = tokens;
        operands = new OperandParser(tokens, this);
    }

    public OperandParser Operands => operands;

    public Expression Parse(bool mayBeConditional = true)
    {
        tokens.GuardDepth(++depth, MostDepth);
        var expression = mayBeConditional ? ParseConditional() : ParseOr();
        if (--depth == 0 && ExpressionTree.Depth(expression) > MostDepth)
            throw tokens.Error($"an expression has more than {MostDepth} operators in a row", expression.At);
        return expression;
    }

    /// <summary>An expression, or a tuple when commas follow.</summary>
    public Expression ParseTuple(bool mayBeConditional = true, bool inParentheses = false) =>
        ParseTuple(() => Parse(mayBeConditional), inParentheses);

    public Expression ParseTuple(Func<Expression> parseItem, bool inParentheses)
    {
        var at = tokens.Current.At;
        List<Expression> items = [];
        var isTuple = false;
        while (!IsTupleEnd())
        {
            items.Add(parseItem());
            if (!tokens.TakeSign(","))
                break;
            isTuple = true;
        }

        if (!isTuple && items.Count == 1)
            return items[0];
        if (!isTuple && !inParentheses)
            throw tokens.Error($"Expected an expression, got '{tokens.Current.Described}'", at);
        return new TupleLiteral(at, items);
    }

    /// <summary>After a comma only the end of a tag or parenthesis ends a tuple: <c>for a, in b</c> is no loop, in Jinja either.</summary>
    bool IsTupleEnd() => tokens.Current.Kind is TokenKind.PrintEnd or TokenKind.BlockEnd || tokens.Current.IsSign(")");

    Expression ParseConditional()
    {
        var result = ParseOr();
        while (tokens.Current.IsName("if"))
        {
            var at = tokens.Take().At;
            var test = ParseOr();
            result = new Conditional(at, test, result, tokens.TakeName("else") ? Parse() : null);
        }

        return result;
    }

    Expression ParseOr() => ParseNamedRow("or", () => ParseNamedRow("and", ParseNot));

    Expression ParseNamedRow(string name, Func<Expression> parseOperand)
    {
        var left = parseOperand();
        while (tokens.Current.IsName(name))
            left = new Binary(tokens.Take().At, name, left, parseOperand());
        return left;
    }

    Expression ParseNot()
    {
        if (!tokens.Current.IsName("not"))
            return ParseComparing();
        var at = tokens.Take().At;
        tokens.GuardDepth(++depth, MostDepth);
        var operand = ParseNot();
        depth--;
        return new Unary(at, "not", operand);
    }

    Expression ParseComparing()
    {
        var first = ParseSum();
        List<(string, Expression)> rest = [];
        var at = tokens.Current.At;
        while (TakeComparison() is { } sign)
            rest.Add((sign, ParseSum()));
        return rest.Count == 0 ? first : new Comparing(at, first, rest);
    }

    string? TakeComparison()
    {
        var token = tokens.Current;
        if (token.Kind == TokenKind.Sign && token.Text is ("==" or "!=" or "<" or "<=" or ">" or ">="))
            return tokens.Take().Text;
        if (tokens.TakeName("in"))
            return "in";
        if (!token.IsName("not") || !tokens.Following.IsName("in"))
            return null;
        tokens.Take();
        tokens.Take();
        return "not in";
    }

    Expression ParseSum() => ParseSignRow(ParseConcatenation, "+", "-");

    Expression ParseConcatenation()
    {
        var first = ParseProduct();
        if (!tokens.Current.IsSign("~"))
            return first;
        var at = tokens.Current.At;
        List<Expression> parts = [first];
        while (tokens.TakeSign("~"))
            parts.Add(ParseProduct());
        return new Concatenation(at, parts);
    }

    Expression ParseProduct() => ParseSignRow(() => ParseSignRow(ParseUnary, "**"), "*", "/", "//", "%");

    Expression ParseSignRow(Func<Expression> parseOperand, params string[] signs)
    {
        var left = parseOperand();
        while (tokens.Current.Kind == TokenKind.Sign && signs.Contains(tokens.Current.Text))
        {
            var sign = tokens.Take();
            left = new Binary(sign.At, sign.Text, left, parseOperand());
        }

        return left;
    }

    Expression ParseUnary() => operands.ParseFilters(ParseSigned());

    /// <summary>A filter after a signed number applies to the whole; what follows without a bar belongs to the number.</summary>
    Expression ParseSigned()
    {
        if (!tokens.Current.IsSign("-") && !tokens.Current.IsSign("+"))
            return operands.ParsePostfix(operands.ParsePrimary());
        var sign = tokens.Take();
        tokens.GuardDepth(++depth, MostDepth);
        var operand = ParseSigned();
        depth--;
        return operands.ParsePostfix(new Unary(sign.At, sign.Text, operand));
    }
}
