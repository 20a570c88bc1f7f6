using Sluice.Templates.Lexing;
using Sluice.Templates.Running;
using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Running.Statements;
using Sluice.Templates.Running.Targets;
using Sluice.Templates.Syntax;

namespace Sluice.Templates.Compiling;

/// <summary>Turns statements into nodes that run.</summary>
internal sealed class TemplateCompiler
{
    readonly TemplateSource source;
    readonly OutsideNames outside = new();
    readonly ExpressionCompiler expressions;
    readonly FunctionCompiler functions;

    TemplateCompiler(TemplateSource source)
    {
        this.source = source;
        expressions = new(source, outside);
        functions = new(source, outside, expressions, this);
    }

    public static CompiledTemplate Compile(TemplateSource source, IReadOnlyList<Statement> statements)
    {
        TemplateCompiler compiler = new(source);
        FunctionScope function = new(null);
        Scope scope = new(new Symbols(null, function), function);
        SymbolAnalysis.Visit(statements, scope.Symbols);
        var body = compiler.CompileBody(statements, scope);
        var entry = scope.Entry(compiler.outside);
        return new CompiledTemplate(entry, body, function.Slots, [.. compiler.outside.Places]);
    }

    public Block CompileBody(IReadOnlyList<Statement> statements, Scope scope) =>
        statements.Count == 0 ? Block.Empty : new([.. statements.Select(statement => Compile(statement, scope))]);

    public TargetNode CompileTarget(Expression target, Scope scope) => target switch
    {
        NameRef name => new SlotTarget(scope.Symbols.Find(name.Name)!.Slot),
        NamespaceRef space => new NamespaceTarget(space.At, expressions.CompileName(space.Namespace, space.At, scope), space.Name),
        TupleLiteral tuple => new TupleTarget(tuple.At, [.. tuple.Items.Select(item => CompileTarget(item, scope))]),
        _ => throw new InvalidOperationException($"no such target: {target.GetType().Name}"),
    };

    StatementNode Compile(Statement statement, Scope scope) => statement switch
    {
        PlainText text => new TextNode(text.Text),
        Print print => new PrintNode(print.At, expressions.Compile(print.Value, scope)),
        If choice => CompileIf(choice, scope.Soft()),
        For loop => functions.CompileFor(loop, scope),
        Set set => new SetNode(CompileTarget(set.Target, scope), expressions.Compile(set.Value, scope)),
        SetBlock set => CompileCollect(set.Body, set.Filter, CompileTarget(set.Target, scope), scope),
        FilterBlock filter => CompileCollect(filter.Body, filter.Filter, null, scope),
        With with => CompileWith(with, scope),
        Macro macro => new MacroNode(functions.CompileMacro(macro, scope), scope.Symbols.Find(macro.Name)!.Slot),
        CallBlock call => new CallBlockNode(
            functions.CompileBlock(call.At, call.Parameters, call.Body, scope), expressions.CompileCall(call.Call, scope)),
        Generation generation => new CallBlockNode(
            functions.CompileBlock(generation.At, ParameterList.None, generation.Body, scope), null),
        Break jump => CompileJump("break", Flow.Break, jump.At, scope),
        Continue jump => CompileJump("continue", Flow.Continue, jump.At, scope),
        _ => throw new InvalidOperationException($"no such statement: {statement.GetType().Name}"),
    };

    IfNode CompileIf(If choice, Scope scope)
    {
        var branches = choice.ElseIfs.Prepend(choice)
            .Select(branch => (branch.At, expressions.Compile(branch.Test, scope), CompileBody(branch.Body, scope)));
        return new([.. branches], CompileBody(choice.Else, scope));
    }

    CollectNode CompileCollect(IReadOnlyList<Statement> body, FilterUse? filter, TargetNode? target, Scope outer)
    {
        var scope = outer.Inner();
        SymbolAnalysis.Visit(body, scope.Symbols);
        SymbolAnalysis.Read(filter, scope.Symbols);
        var slot = scope.Function.Allocate();
        var compiled = CompileBody(body, scope);
        var chain = filter is null ? null : expressions.CompileChain(filter, scope, slot);
        return new(scope.Entry(outside), compiled, slot, chain, target);
    }

    WithNode CompileWith(With with, Scope outer)
    {
        var scope = outer.Inner();
        foreach (var (target, _) in with.Bindings)
            SymbolAnalysis.Give(target, scope.Symbols);
        SymbolAnalysis.Visit(with.Body, scope.Symbols);
        var bindings = with.Bindings.Select(binding => (CompileTarget(binding.Target, scope), expressions.Compile(binding.Value, outer)));
        return new(scope.Entry(outside), [.. bindings], CompileBody(with.Body, scope));
    }

    JumpNode CompileJump(string word, Flow flow, int at, Scope scope) => scope.InLoop ? new(flow)
        : throw source.SyntaxError($"'{word}' outside loop", at);
}
