using Sluice.Templates.Lexing;
using Sluice.Templates.Syntax;
using Sluice.Templates.Values;

namespace Sluice.Templates.Parsing;

/// <summary>Names, literals and brackets, and what may follow them: dots, subscripts, calls, filters and tests.</summary>
internal sealed class OperandParser(TokenStream tokens, ExpressionParser expressions)
{
    readonly ArgumentParser arguments = new(tokens, expressions);

    public ArgumentParser Arguments => arguments;

    /// <param name="mayBeNamespaceRef">On the left of an assignment, <c>ns.name</c> is one.</param>
    public Expression ParsePrimary(bool mayBeNamespaceRef = false)
    {
        var token = tokens.Take();
        switch (token.Kind)
        {
            case TokenKind.Name:
                return ParseName(token, mayBeNamespaceRef);
            case TokenKind.Text:
                return ParseTexts(token);
            case TokenKind.Integer or TokenKind.Float:
                return new Literal(token.At, token.Literal!);
            case TokenKind.Sign when token.Text == "(":
                var inner = expressions.ParseTuple(inParentheses: true);
                tokens.ExpectSign(")");
                return inner;
            case TokenKind.Sign when token.Text == "[":
                return new ListLiteral(token.At, ParseRow("]", () => expressions.Parse()));
            case TokenKind.Sign when token.Text == "{":
                return new DictLiteral(token.At, ParseRow("}", ParseEntry));
            case TokenKind.End:
                throw tokens.Error("unexpected end of template, expected an expression", token.At);
            default:
                throw tokens.Error($"unexpected '{token.Described}'", token.At);
        }
    }

    public Expression ParsePostfix(Expression operand)
    {
        while (true)
        {
            if (tokens.Current.IsSign("."))
                operand = ParseMember(operand);
            else if (tokens.Current.IsSign("["))
                operand = ParseSubscript(operand);
            else if (tokens.Current.IsSign("("))
                operand = ParseCall(operand);
            else
                return operand;
        }
    }

    public Expression ParseFilters(Expression operand)
    {
        while (true)
        {
            if (tokens.Current.IsSign("|"))
                operand = ParseFilter(operand);
            else if (tokens.Current.IsName("is"))
                operand = ParseTest(operand);
            else if (tokens.Current.IsSign("("))
                operand = ParseCall(operand);
            else
                return operand;
        }
    }

    /// <summary>One filter, its bar included.</summary>
    public FilterUse ParseFilter(Expression? input)
    {
        tokens.ExpectSign("|");
        return ParseNamedFilter(input);
    }

    /// <summary>One filter from its name on.</summary>
    public FilterUse ParseNamedFilter(Expression? input)
    {
        var at = tokens.Current.At;
        var name = ParseDottedName();
        return new FilterUse(at, input, name, tokens.Current.IsSign("(") ? arguments.Parse() : ArgumentList.None);
    }

    static Expression NameOrConstant(Token token) => token.Text switch
    {
        "true" or "True" => new Literal(token.At, BoolValue.True),
        "false" or "False" => new Literal(token.At, BoolValue.False),
        "none" or "None" => new Literal(token.At, NoneValue.Instance),
        _ => new NameRef(token.At, token.Text),
    };

    Expression ParseName(Token token, bool mayBeNamespaceRef)
    {
        var plain = NameOrConstant(token);
        if (!mayBeNamespaceRef || plain is Literal || !tokens.TakeSign("."))
            return plain;
        return new NamespaceRef(token.At, token.Text, tokens.ExpectAnyName().Text);
    }

    /// <summary>Texts that follow each other are one.</summary>
    Literal ParseTexts(Token first)
    {
        var text = ((TextValue)first.Literal!).Raw;
        while (tokens.Current.Kind == TokenKind.Text)
            text += ((TextValue)tokens.Take().Literal!).Raw;
        return new Literal(first.At, new TextValue(text));
    }

    List<T> ParseRow<T>(string close, Func<T> parseItem)
    {
        List<T> items = [];
        while (!tokens.Current.IsSign(close))
        {
            if (items.Count > 0)
                tokens.ExpectSign(",");
            if (tokens.Current.IsSign(close))
                break;
            items.Add(parseItem());
        }

        tokens.ExpectSign(close);
        return items;
    }

    (Expression Key, Expression Value) ParseEntry()
    {
        var key = expressions.Parse();
        tokens.ExpectSign(":");
        return (key, expressions.Parse());
    }

    Expression ParseMember(Expression owner)
    {
        tokens.Take();
        var name = tokens.Take();
        return name.Kind switch
        {
            TokenKind.Name => new Member(name.At, owner, name.Text),
            TokenKind.Integer => new Subscript(name.At, owner, new Literal(name.At, name.Literal!)),
            _ => throw tokens.Error("expected name or number", name.At),
        };
    }

    Subscript ParseSubscript(Expression owner)
    {
        var at = tokens.Take().At;
        List<Expression> keys = [];
        while (!tokens.Current.IsSign("]"))
        {
            if (keys.Count > 0)
                tokens.ExpectSign(",");
            keys.Add(ParseKey());
        }

        tokens.ExpectSign("]");
        return new Subscript(at, owner, keys.Count == 1 ? keys[0] : new TupleLiteral(at, keys));
    }

    Expression ParseKey()
    {
        var at = tokens.Current.At;
        var start = tokens.Current.IsSign(":") ? null : expressions.Parse();
        if (!tokens.TakeSign(":"))
            return start!;
        var stop = IsKeyEnd() ? null : expressions.Parse();
        var step = tokens.TakeSign(":") && !IsKeyEnd() ? expressions.Parse() : null;
        return new Slice(at, start, stop, step);
    }

    bool IsKeyEnd() => tokens.Current.IsSign("]") || tokens.Current.IsSign(",") || tokens.Current.IsSign(":");

    Call ParseCall(Expression function) => new(tokens.Current.At, function, arguments.Parse());

    string ParseDottedName()
    {
        var name = tokens.ExpectAnyName().Text;
        while (tokens.TakeSign("."))
            name += "." + tokens.ExpectAnyName().Text;
        return name;
    }

    Expression ParseTest(Expression subject)
    {
        var at = tokens.Take().At;
        var negated = tokens.TakeName("not");
        var name = ParseDottedName();
        var test = new TestUse(at, subject, name, ParseTestArguments());
        return negated ? new Unary(at, "not", test) : test;
    }

    /// <summary>In parentheses, or one operand without: <c>is divisibleby 3</c>.</summary>
    ArgumentList ParseTestArguments()
    {
        var token = tokens.Current;
        if (token.IsSign("("))
            return arguments.Parse();
        var begins = token.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Integer or TokenKind.Float
            || token.IsSign("[") || token.IsSign("{");
        if (!begins || token.IsName("else") || token.IsName("or") || token.IsName("and"))
            return ArgumentList.None;
        if (token.IsName("is"))
            throw tokens.Error("You cannot chain multiple tests with is", token.At);
        return ArgumentList.None with { Positional = [ParsePostfix(ParsePrimary())] };
    }
}
