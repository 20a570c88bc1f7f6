namespace Sluice.Templates.Syntax;

/// <summary>How a name occurs.</summary>
internal enum NameUse
{
    Read,
    Assigned,
    Parameter,
}

/// <summary>All names of a piece of template in the order Jinja's own visitor meets them, nested blocks and macros included.</summary>
internal static class NameUses
{
    /// <summary>Which of <paramref name="wanted"/> are read before anything of that name is assigned.</summary>
    public static HashSet<string> ReadFirst(IEnumerable<Statement> statements, params string[] wanted)
    {
        HashSet<string> open = [.. wanted], found = [];
        foreach (var (name, use) in Of(statements))
        {
            if (use == NameUse.Read && open.Contains(name))
                found.Add(name);
            else
                open.Remove(name);
        }

        return found;
    }

    public static IEnumerable<(string Name, NameUse Use)> Of(IEnumerable<Statement> statements) => statements.SelectMany(Of);

    static IEnumerable<(string Name, NameUse Use)> Of(Statement statement) => statement switch
    {
        Print print => Reads(print.Value),
        If choice => [.. Reads(choice.Test), .. Of(choice.Body), .. Of(choice.ElseIfs), .. Of(choice.Else)],
        For loop => [.. Targets(loop.Target), .. Reads(loop.Items), .. Of(loop.Body), .. Of(loop.Else), .. Reads(loop.Test)],
        Set set => [.. Targets(set.Target), .. Reads(set.Value)],
        SetBlock set => [.. Targets(set.Target), .. Reads(set.Filter), .. Of(set.Body)],
        Macro macro => [.. Parameters(macro.Parameters), .. Of(macro.Body)],
        CallBlock call => [.. Reads(call.Call), .. Parameters(call.Parameters), .. Of(call.Body)],
        Generation generation => Of(generation.Body),
        FilterBlock filter => [.. Of(filter.Body), .. Reads(filter.Filter)],
        With with => [.. with.Bindings.SelectMany(b => Targets(b.Target, NameUse.Parameter)), .. with.Bindings.SelectMany(b => Reads(b.Value)), .. Of(with.Body)],
        _ => [],
    };

    static IEnumerable<(string Name, NameUse Use)> Parameters(ParameterList parameters) =>
        [.. parameters.Names.Select(name => (name, NameUse.Parameter)), .. parameters.Defaults.SelectMany(Reads)];

    static IEnumerable<(string Name, NameUse Use)> Targets(Expression target, NameUse use = NameUse.Assigned) => target switch
    {
        NameRef name => [(name.Name, use)],
        TupleLiteral tuple => tuple.Items.SelectMany(item => Targets(item, use)),
        _ => [],
    };

    static IEnumerable<(string Name, NameUse Use)> Reads(Expression? expression) =>
        expression is null ? [] : ExpressionTree.Names(expression).Select(name => (name.Name, NameUse.Read));
}
