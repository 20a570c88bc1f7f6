namespace Sluice.Templates.Syntax;

/// <summary>A statement as written. <paramref name="At"/> is its offset in the template.</summary>
internal abstract record Statement(int At);

internal sealed record PlainText(int At, string Text) : Statement(At);

internal sealed record Print(int At, Expression Value) : Statement(At);

/// <summary>An <c>elif</c> is a branch of its own without branches.</summary>
internal sealed record If(int At, Expression Test, IReadOnlyList<Statement> Body, IReadOnlyList<If> ElseIfs, IReadOnlyList<Statement> Else)
    : Statement(At);

internal sealed record For(int At, Expression Target, Expression Items, Expression? Test, bool Recursive,
    IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Else) : Statement(At);

internal sealed record Set(int At, Expression Target, Expression Value) : Statement(At);

internal sealed record SetBlock(int At, Expression Target, FilterUse? Filter, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record Macro(int At, string Name, ParameterList Parameters, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record CallBlock(int At, Call Call, ParameterList Parameters, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record Generation(int At, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record FilterBlock(int At, FilterUse Filter, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record With(int At, IReadOnlyList<(Expression Target, Expression Value)> Bindings, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record Break(int At) : Statement(At);

internal sealed record Continue(int At) : Statement(At);

/// <summary>The parameters of a macro or call block. <paramref name="Defaults"/> belong to the last of <paramref name="Names"/>.</summary>
internal sealed record ParameterList(IReadOnlyList<string> Names, IReadOnlyList<Expression> Defaults)
{
    public static readonly ParameterList None = new([], []);
}
