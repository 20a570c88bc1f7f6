namespace Sluice.Templates.Syntax;

/// <summary>Walking through expressions.</summary>
internal static class ExpressionTree
{
    /// <summary>Every name an expression reads.</summary>
    public static IEnumerable<NameRef> Names(Expression expression) =>
        expression is NameRef name ? [name] : Children(expression).SelectMany(Names);

    /// <summary>How many expressions stand within each other. Walks level by level: a long row of <c>+</c> is a deep tree.</summary>
    public static int Depth(Expression expression)
    {
        var depth = 0;
        for (List<Expression> level = [expression]; level.Count > 0; depth++)
            level = [.. level.SelectMany(Children)];
        return depth;
    }

    /// <summary>The expressions that stand directly in another.</summary>
    public static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        ListLiteral list => list.Items,
        TupleLiteral tuple => tuple.Items,
        DictLiteral dict => dict.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        Unary unary => [unary.Operand],
        Binary binary => [binary.Left, binary.Right],
        Concatenation parts => parts.Parts,
        Comparing comparing => [comparing.First, .. comparing.Rest.Select(rest => rest.Operand)],
        Conditional choice => choice.Else is null ? [choice.Test, choice.Then] : [choice.Test, choice.Then, choice.Else],
        Member member => [member.Owner],
        Subscript subscript => [subscript.Owner, subscript.Key],
        Slice slice => Present(slice.Start, slice.Stop, slice.Step),
        Call call => [call.Function, .. Children(call.Arguments)],
        FilterUse filter => [.. Present(filter.Input), .. Children(filter.Arguments)],
        TestUse test => [test.Subject, .. Children(test.Arguments)],
        _ => [],
    };

    public static IEnumerable<Expression> Children(ArgumentList list) =>
        [.. list.Positional, .. list.Named.Select(named => named.Value), .. Present(list.Spread, list.NamedSpread)];

    static IEnumerable<Expression> Present(params Expression?[] expressions) => expressions.OfType<Expression>();
}
