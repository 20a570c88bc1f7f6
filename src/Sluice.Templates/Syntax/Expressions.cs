using Sluice.Templates.Values;

namespace Sluice.Templates.Syntax;

/// <summary>An expression as written. <paramref name="At"/> is its offset in the template.</summary>
internal abstract record Expression(int At);

internal sealed record Literal(int At, Value Value) : Expression(At);

internal sealed record NameRef(int At, string Name) : Expression(At);

/// <summary><c>ns.name</c> on the left of an assignment.</summary>
internal sealed record NamespaceRef(int At, string Namespace, string Name) : Expression(At);

internal sealed record ListLiteral(int At, IReadOnlyList<Expression> Items) : Expression(At);

internal sealed record TupleLiteral(int At, IReadOnlyList<Expression> Items) : Expression(At);

internal sealed record DictLiteral(int At, IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression(At);

/// <summary><c>not</c>, <c>-</c> or <c>+</c> before one operand.</summary>
internal sealed record Unary(int At, string Sign, Expression Operand) : Expression(At);

/// <summary>Arithmetic, <c>and</c> and <c>or</c>.</summary>
internal sealed record Binary(int At, string Sign, Expression Left, Expression Right) : Expression(At);

/// <summary>Operands with <c>~</c> between them.</summary>
internal sealed record Concatenation(int At, IReadOnlyList<Expression> Parts) : Expression(At);

/// <summary>A comparison, or several in a row: <c>a &lt; b &lt; c</c>.</summary>
internal sealed record Comparing(int At, Expression First, IReadOnlyList<(string Sign, Expression Operand)> Rest) : Expression(At);

/// <summary><c>a if test else b</c>; without else, undefined.</summary>
internal sealed record Conditional(int At, Expression Test, Expression Then, Expression? Else) : Expression(At);

internal sealed record Member(int At, Expression Owner, string Name) : Expression(At);

internal sealed record Subscript(int At, Expression Owner, Expression Key) : Expression(At);

internal sealed record Slice(int At, Expression? Start, Expression? Stop, Expression? Step) : Expression(At);

internal sealed record Call(int At, Expression Function, ArgumentList Arguments) : Expression(At);

/// <summary>A filter; without input it takes what a block collected.</summary>
internal sealed record FilterUse(int At, Expression? Input, string Name, ArgumentList Arguments) : Expression(At);

internal sealed record TestUse(int At, Expression Subject, string Name, ArgumentList Arguments) : Expression(At);

/// <summary>What stands between the parentheses of a call.</summary>
internal sealed record ArgumentList(
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Named,
    Expression? Spread,
    Expression? NamedSpread)
{
    public static readonly ArgumentList None = new([], [], null, null);
}
