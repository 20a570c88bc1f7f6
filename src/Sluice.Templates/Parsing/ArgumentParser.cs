using Sluice.Templates.Lexing;
using Sluice.Templates.Syntax;

namespace Sluice.Templates.Parsing;

/// <summary>The arguments of a call, and the parameters of a macro.</summary>
internal sealed class ArgumentParser(TokenStream tokens, ExpressionParser expressions)
{
    public ArgumentList Parse()
    {
        var open = tokens.ExpectSign("(").At;
        List<Expression> positional = [];
        List<(string Name, Expression Value)> named = [];
        Expression? spread = null, namedSpread = null;
        for (var first = true; !tokens.Current.IsSign(")"); first = false)
        {
            if (!first)
                tokens.ExpectSign(",");
            if (tokens.Current.IsSign(")"))
                break;
            if (tokens.Current.IsSign("*"))
                spread = Spread(spread is null && namedSpread is null);
            else if (tokens.Current.IsSign("**"))
                namedSpread = Spread(namedSpread is null);
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Following.IsSign("="))
                named.Add(Named(namedSpread is null, named));
            else
                positional.Add(spread is null && namedSpread is null && named.Count == 0 ? expressions.Parse() : throw Misplaced(open));
        }

        tokens.ExpectSign(")");
        return positional.Count + named.Count == 0 && spread is null && namedSpread is null
            ? ArgumentList.None : new(positional, named, spread, namedSpread);
    }

    public ParameterList ParseParameters()
    {
        tokens.ExpectSign("(");
        List<string> names = [];
        List<Expression> defaults = [];
        while (!tokens.Current.IsSign(")"))
        {
            if (names.Count > 0)
                tokens.ExpectSign(",");
            var name = TargetParser.AssignableName(tokens);
            if (names.Contains(name.Text))
                throw tokens.Error($"duplicate argument '{name.Text}' in function definition", name.At);
            names.Add(name.Text);
            if (tokens.TakeSign("="))
                defaults.Add(expressions.Parse());
            else if (defaults.Count > 0)
                throw tokens.Error("non-default argument follows default argument", name.At);
        }

        tokens.ExpectSign(")");
        return names.Count == 0 ? ParameterList.None : new(names, defaults);
    }

    Expression Spread(bool fits)
    {
        var at = tokens.Take().At;
        return fits ? expressions.Parse() : throw Misplaced(at);
    }

    (string Name, Expression Value) Named(bool fits, List<(string Name, Expression Value)> before)
    {
        var name = tokens.Take();
        tokens.Take();
        if (!fits)
            throw Misplaced(name.At);
        if (before.Exists(other => other.Name == name.Text))
            throw tokens.Error($"keyword argument repeated: {name.Text}", name.At);
        return (name.Text, expressions.Parse());
    }

    TemplateException Misplaced(int at) => tokens.Error("invalid syntax for function call expression", at);
}
