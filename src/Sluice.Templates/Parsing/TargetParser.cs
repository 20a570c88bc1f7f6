using Sluice.Templates.Lexing;
using Sluice.Templates.Syntax;

namespace Sluice.Templates.Parsing;

/// <summary>What may stand on the left of an assignment: a name, an attribute of a namespace, or several of them.</summary>
internal sealed class TargetParser(TokenStream tokens, ExpressionParser expressions)
{
    /// <param name="mayBeNamespaceRef">Whether <c>ns.name</c> is taken.</param>
    public Expression Parse(bool mayBeNamespaceRef = false)
    {
        var target = expressions.ParseTuple(() => expressions.Operands.ParsePrimary(mayBeNamespaceRef), inParentheses: false);
        return IsAssignable(target) ? target : throw tokens.Error($"can't assign to '{Describe(target)}'", target.At);
    }

    /// <summary>A single name that is not one of the constants.</summary>
    public static Token AssignableName(TokenStream tokens)
    {
        var name = tokens.ExpectAnyName();
        return name.Text is "true" or "false" or "none" or "True" or "False" or "None"
            ? throw tokens.Error($"can't assign to 'name' ({name.Text} is a constant)", name.At) : name;
    }

    static bool IsAssignable(Expression target) =>
        target is NameRef or NamespaceRef || (target is TupleLiteral tuple && tuple.Items.All(IsAssignable));

    static string Describe(Expression target) => target switch
    {
        Literal => "const",
        TupleLiteral => "tuple",
        ListLiteral => "list",
        DictLiteral => "dict",
        _ => "expression",
    };
}
