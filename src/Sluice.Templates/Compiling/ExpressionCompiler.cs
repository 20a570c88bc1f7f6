using Sluice.Templates.Filters;
using Sluice.Templates.Lexing;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Syntax;
using Sluice.Templates.Tests;
using Sluice.Templates.Values;

namespace Sluice.Templates.Compiling;

/// <summary>Turns expressions into nodes that evaluate, each name bound to its variable.</summary>
internal sealed class ExpressionCompiler(TemplateSource source, OutsideNames outside)
{
    public ExpressionNode Compile(Expression expression, Scope scope) => expression switch
    {
        Literal literal => new ConstantNode(literal.Value),
        NameRef name => CompileName(name.Name, name.At, scope),
        ListLiteral list => new RowNode(Compile(list.Items, scope), isTuple: false),
        TupleLiteral tuple => new RowNode(Compile(tuple.Items, scope), isTuple: true),
        DictLiteral dict => new DictNode(dict.At, [.. dict.Entries.Select(entry => (Compile(entry.Key, scope), Compile(entry.Value, scope)))]),
        Unary unary => new UnaryNode(unary.At, Compile(unary.Operand, scope), Operation(unary.Sign)),
        Binary { Sign: "and" or "or" } logic =>
            new LogicNode(logic.At, Compile(logic.Left, scope), Compile(logic.Right, scope), logic.Sign == "or"),
        Binary binary => new BinaryNode(binary.At, Compile(binary.Left, scope), Compile(binary.Right, scope), BinaryOperation(binary.Sign)),
        Concatenation row => new ConcatenationNode(row.At, Compile(row.Parts, scope)),
        Comparing row => new ComparingNode(row.At, Compile(row.First, scope),
            [.. row.Rest.Select(rest => (Comparison(rest.Sign), Compile(rest.Operand, scope)))]),
        Conditional choice => CompileConditional(choice, scope.Soft()),
        Member member => new MemberNode(member.At, Compile(member.Owner, scope), new TextValue(member.Name)),
        Subscript { Key: Slice slice } cut => new SliceNode(cut.At, Compile(cut.Owner, scope),
            CompileOptional(slice.Start, scope), CompileOptional(slice.Stop, scope), CompileOptional(slice.Step, scope)),
        Subscript item => new SubscriptNode(item.At, Compile(item.Owner, scope), Compile(item.Key, scope)),
        Slice => new ConstantNode(SliceValue.Instance),
        Call call => CompileCall(call, scope),
        FilterUse filter => CompileFilter(filter, Compile(filter.Input!, scope), scope),
        TestUse test => CompileTest(test, scope),
        _ => throw new InvalidOperationException($"no such expression: {expression.GetType().Name}"),
    };

    public CallNode CompileCall(Call call, Scope scope) =>
        new(call.At, Compile(call.Function, scope), CompileArguments(call.Arguments, scope));

    /// <summary>A chain of filters whose first input is what a block collected.</summary>
    public ExpressionNode CompileChain(FilterUse filter, Scope scope, int slot)
    {
        var input = filter.Input is FilterUse inner ? CompileChain(inner, scope, slot) : new LocalNode(0, slot, "the block's text");
        return CompileFilter(filter, input, scope);
    }

    public ExpressionNode CompileName(string name, int at, Scope scope)
    {
        var variable = scope.Symbols.Find(name)!;
        if (variable.IsAssigned)
            return new LocalNode(scope.Function.HopsTo(variable.Home), variable.Slot, name);
        if (name == "self")
            throw source.Error(TemplateErrorKind.Unsupported, "'self' (the blocks of a template) is not supported here.", at);
        return new OutsideNode(outside.IndexOf(name, at), name);
    }

    ExpressionNode[] Compile(IReadOnlyList<Expression> expressions, Scope scope) =>
        [.. expressions.Select(expression => Compile(expression, scope))];

    ExpressionNode? CompileOptional(Expression? expression, Scope scope) => expression is null ? null : Compile(expression, scope);

    ConditionalNode CompileConditional(Conditional choice, Scope scope)
    {
        var line = source.Error(TemplateErrorKind.Undefined, "", choice.At).Line;
        return new(choice.At, Compile(choice.Test, scope), Compile(choice.Then, scope), CompileOptional(choice.Else, scope),
            $"the inline if-expression on line {line} evaluated to false and no else section was defined.");
    }

    ArgumentsNode CompileArguments(ArgumentList list, Scope scope) => new(
        Compile(list.Positional, scope),
        [.. list.Named.Select(named => (named.Name, Compile(named.Value, scope)))],
        CompileOptional(list.Spread, scope),
        CompileOptional(list.NamedSpread, scope));

    ExpressionNode CompileFilter(FilterUse use, ExpressionNode input, Scope scope)
    {
        var arguments = CompileArguments(use.Arguments, scope);
        if (FilterTable.Find(use.Name) is { } filter)
            return new FilterNode(use.At, filter, input, arguments);
        return FilterTable.IsRefused(use.Name)
            ? Fault(TemplateErrorKind.Unsupported, $"the filter '{use.Name}' is not supported here.", use.At, input, scope)
            : Fault(TemplateErrorKind.Missing, $"No filter named '{use.Name}'.", use.At, input, scope);
    }

    ExpressionNode CompileTest(TestUse use, Scope scope)
    {
        var subject = Compile(use.Subject, scope);
        var arguments = CompileArguments(use.Arguments, scope);
        return TestTable.Find(use.Name) is { } test
            ? new TestNode(use.At, test, subject, arguments)
            : Fault(TemplateErrorKind.Missing, $"No test named '{use.Name}'.", use.At, subject, scope);
    }

    FaultNode Fault(TemplateErrorKind kind, string message, int at, ExpressionNode input, Scope scope) => scope.IsSoft
        ? new FaultNode(at, kind, message, input)
        : throw source.Error(kind == TemplateErrorKind.Missing ? TemplateErrorKind.Syntax : kind, message, at);

    static Func<Value, Value> Operation(string sign) => sign switch
    {
        "not" => value => BoolValue.Of(!value.IsTrue),
        "-" => Arithmetic.Negate,
        _ => Arithmetic.Plus,
    };

    static Func<Value, Value, Rendering, Value> BinaryOperation(string sign) => sign switch
    {
        "+" => Arithmetic.Add,
        "-" => (left, right, _) => Arithmetic.Subtract(left, right),
        "*" => Arithmetic.Multiply,
        "/" => (left, right, _) => Arithmetic.Divide(left, right),
        "//" => (left, right, _) => Arithmetic.FloorDivide(left, right),
        "%" => Arithmetic.Modulo,
        _ => (left, right, _) => Arithmetic.Power(left, right),
    };

    static Func<Value, Value, Rendering, bool> Comparison(string sign) => sign switch
    {
        "==" => Operators.Comparison.AreEqual,
        "!=" => (left, right, rendering) => !Operators.Comparison.AreEqual(left, right, rendering),
        "in" => (left, right, rendering) => Membership.Contains(right, left, rendering),
        "not in" => (left, right, rendering) => !Membership.Contains(right, left, rendering),
        _ => (left, right, rendering) => Operators.Comparison.InOrder(sign, left, right, rendering),
    };
}
