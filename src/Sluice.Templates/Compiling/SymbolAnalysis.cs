using Sluice.Templates.Syntax;

namespace Sluice.Templates.Compiling;

/// <summary>Finds the names of a scope. Blocks that open a scope of their own are looked at only as far as they read from this one.</summary>
internal static class SymbolAnalysis
{
    public static void Visit(IEnumerable<Statement> statements, Symbols symbols)
    {
        foreach (var statement in statements)
            Visit(statement, symbols);
    }

    public static void Read(Expression? expression, Symbols symbols)
    {
        if (expression is null)
            return;
        foreach (var name in ExpressionTree.Names(expression))
            symbols.Read(name.Name);
    }

    /// <summary>The targets of a loop or <c>with</c>, which hold a value from the start.</summary>
    public static void Give(Expression target, Symbols symbols)
    {
        if (target is NameRef name)
            symbols.Give(name.Name);
        else if (target is TupleLiteral tuple)
            tuple.Items.ToList().ForEach(item => Give(item, symbols));
    }

    static void Visit(Statement statement, Symbols symbols)
    {
        switch (statement)
        {
            case Print print:
                Read(print.Value, symbols);
                break;
            case If choice:
                VisitIf(choice, symbols);
                break;
            case For loop:
                Read(loop.Items, symbols);
                break;
            case Set set:
                Read(set.Value, symbols);
                Assign(set.Target, symbols);
                break;
            case SetBlock set:
                Assign(set.Target, symbols);
                break;
            case Macro macro:
                symbols.Assign(macro.Name);
                break;
            case CallBlock call:
                Read(call.Call, symbols);
                break;
            case FilterBlock filter:
                Read(filter.Filter, symbols);
                break;
            case With with:
                foreach (var (_, value) in with.Bindings)
                    Read(value, symbols);
                break;
        }
    }

    static void VisitIf(If choice, Symbols symbols)
    {
        Read(choice.Test, symbols);
        var (then, elseIf, otherwise) = (symbols.Branch(), symbols.Branch(), symbols.Branch());
        Visit(choice.Body, then);
        Visit(choice.ElseIfs, elseIf);
        Visit(choice.Else, otherwise);
        symbols.Join(then, elseIf, otherwise);
    }

    static void Assign(Expression target, Symbols symbols)
    {
        if (target is NameRef name)
            symbols.Assign(name.Name);
        else if (target is NamespaceRef space)
            symbols.Read(space.Namespace);
        else if (target is TupleLiteral tuple)
            tuple.Items.ToList().ForEach(item => Assign(item, symbols));
    }
}
