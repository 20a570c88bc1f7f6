namespace Sluice.Templates.Syntax;

/// <summary>Walking through statements.</summary>
internal static class StatementTree
{
    /// <summary>Every expression that stands in a statement, those of nested blocks and macros included; what is assigned to is none.</summary>
    public static IEnumerable<Expression> Expressions(IEnumerable<Statement> statements) => statements.SelectMany(Expressions);

    static IEnumerable<Expression> Expressions(Statement statement) => statement switch
    {
        Print print => [print.Value],
        If choice => [choice.Test, .. Expressions(choice.Body), .. Expressions(choice.ElseIfs), .. Expressions(choice.Else)],
        For loop => [loop.Items, .. Present(loop.Test), .. Expressions(loop.Body), .. Expressions(loop.Else)],
        Set set => [set.Value],
        SetBlock set => [.. Present(set.Filter), .. Expressions(set.Body)],
        Macro macro => [.. macro.Parameters.Defaults, .. Expressions(macro.Body)],
        CallBlock call => [call.Call, .. call.Parameters.Defaults, .. Expressions(call.Body)],
        Generation generation => Expressions(generation.Body),
        FilterBlock filter => [filter.Filter, .. Expressions(filter.Body)],
        With with => [.. with.Bindings.Select(binding => binding.Value), .. Expressions(with.Body)],
        _ => [],
    };

    static IEnumerable<Expression> Present(Expression? expression) => expression is null ? [] : [expression];
}
