using Sluice.Templates.Lexing;
using Sluice.Templates.Syntax;

namespace Sluice.Templates.Parsing;

/// <summary>One statement, from its tag name to where its last tag ends.</summary>
internal sealed class StatementParser(TokenStream tokens, ExpressionParser expressions, TemplateParser template)
{
    readonly TargetParser targets = new(tokens, expressions);

    /// <param name="unknown">Makes the error for a word that is no tag here.</param>
    public IReadOnlyList<Statement> Parse(Func<Token, TemplateException> unknown)
    {
        if (tokens.Current.Kind != TokenKind.Name)
            throw tokens.Error("tag name expected", tokens.Current.At);
        var tag = tokens.Take();
        return tag.Text switch
        {
            "if" => [ParseIf(tag.At)],
            "for" => [ParseFor(tag.At)],
            "set" => [ParseSet(tag.At)],
            "macro" => [ParseMacro(tag.At)],
            "call" => [ParseCall(tag.At)],
            "filter" => [ParseFilter(tag.At)],
            "with" => [ParseWith(tag.At)],
            "print" => ParsePrint(tag.At),
            "generation" => [new Generation(tag.At, template.ParseLastBody("generation", "endgeneration"))],
            "break" => [new Break(tag.At)],
            "continue" => [new Continue(tag.At)],
            "block" or "extends" or "include" or "import" or "from" or "autoescape" => throw tokens.Refused($"the tag '{tag.Text}'", tag.At),
            _ => throw unknown(tag),
        };
    }

    If ParseIf(int at)
    {
        var (test, body, end) = ParseBranch();
        List<If> elseIfs = [];
        while (end.Text == "elif")
        {
            var (otherTest, otherBody, next) = ParseBranch();
            elseIfs.Add(new If(end.At, otherTest, otherBody, [], []));
            end = next;
        }

        return new If(at, test, body, elseIfs, end.Text == "else" ? template.ParseLastBody("if", "endif") : []);
    }

    (Expression Test, IReadOnlyList<Statement> Body, Token End) ParseBranch()
    {
        var test = expressions.ParseTuple(mayBeConditional: false);
        var body = template.ParseBody("if", "elif", "else", "endif");
        return (test, body, tokens.Take());
    }

    For ParseFor(int at)
    {
        var target = targets.Parse();
        tokens.ExpectName("in");
        var items = expressions.ParseTuple(mayBeConditional: false);
        var test = tokens.TakeName("if") ? expressions.Parse() : null;
        var recursive = tokens.TakeName("recursive");
        var body = template.ParseBody("for", "endfor", "else");
        var otherwise = tokens.Take().Text == "else" ? template.ParseLastBody("for", "endfor") : [];
        return new For(at, target, items, test, recursive, body, otherwise);
    }

    Statement ParseSet(int at)
    {
        var target = targets.Parse(mayBeNamespaceRef: true);
        if (tokens.TakeSign("="))
            return new Set(at, target, expressions.ParseTuple());
        var filter = tokens.Current.IsSign("|") ? ParseFilterChain(expressions.Operands.ParseFilter(null)) : null;
        return new SetBlock(at, target, filter, template.ParseLastBody("set", "endset"));
    }

    Macro ParseMacro(int at)
    {
        var name = TargetParser.AssignableName(tokens).Text;
        var parameters = expressions.Operands.Arguments.ParseParameters();
        return new Macro(at, name, parameters, template.ParseLastBody("macro", "endmacro"));
    }

    CallBlock ParseCall(int at)
    {
        var parameters = tokens.Current.IsSign("(") ? expressions.Operands.Arguments.ParseParameters() : ParameterList.None;
        if (expressions.Parse() is not Call call)
            throw tokens.Error("expected call", at);
        return new CallBlock(at, call, parameters, template.ParseLastBody("call", "endcall"));
    }

    FilterBlock ParseFilter(int at)
    {
        var filter = ParseFilterChain(expressions.Operands.ParseNamedFilter(null));
        return new FilterBlock(at, filter, template.ParseLastBody("filter", "endfilter"));
    }

    FilterUse ParseFilterChain(FilterUse first)
    {
        while (tokens.Current.IsSign("|"))
            first = expressions.Operands.ParseFilter(first);
        return first;
    }

    With ParseWith(int at)
    {
        List<(Expression, Expression)> bindings = [];
        while (tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (bindings.Count > 0)
                tokens.ExpectSign(",");
            var target = targets.Parse();
            tokens.ExpectSign("=");
            bindings.Add((target, expressions.Parse()));
        }

        return new With(at, bindings, template.ParseLastBody("with", "endwith"));
    }

    List<Statement> ParsePrint(int at)
    {
        List<Statement> prints = [];
        while (tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (prints.Count > 0)
                tokens.ExpectSign(",");
            prints.Add(new Print(at, expressions.Parse()));
        }

        return prints;
    }
}
