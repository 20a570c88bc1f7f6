using Sluice.Templates.Values;

namespace Sluice.Templates.Syntax;

/// <summary>Follows the members that are read of one name.</summary>
internal static class MemberPaths
{
    public static IEnumerable<(IReadOnlyList<string> Members, int At)> Of(IEnumerable<Statement> statements, string name) =>
        StatementTree.Expressions(statements).SelectMany(expression => Of(expression, name));

    static IEnumerable<(IReadOnlyList<string> Members, int At)> Of(Expression expression, string name)
    {
        if (Chain(expression, name) is { } members) return [(members, expression.At)];

        // The last member of what is called is a method.
        if (expression is Call { Function: Member method } call) return Of(method.Owner, name).Concat(ExpressionTree.Children(call.Arguments).SelectMany(argument => Of(argument, name)));
        return ExpressionTree.Children(expression).SelectMany(child => Of(child, name));
    }

    /// <summary>The members from the name down to this expression; null when it does not begin with the name.</summary>
    static List<string>? Chain(Expression expression, string name) => expression switch
    {
        NameRef root => root.Name == name ? [] : null,
        Member member => Longer(Chain(member.Owner, name), member.Name),
        Subscript { Key: Literal { Value: TextValue key } } subscript => Longer(Chain(subscript.Owner, name), key.Raw),
        _ => null,
    };

    static List<string>? Longer(List<string>? chain, string member)
    {
        chain?.Add(member);
        return chain;
    }
}
