using Sluice.Templates.Lexing;
using Sluice.Templates.Running;
using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Running.Statements;
using Sluice.Templates.Running.Targets;
using Sluice.Templates.Syntax;

namespace Sluice.Templates.Compiling;

/// <summary>Compiles what has variables of its own for each round or call: loops, macros and call blocks.</summary>
internal sealed class FunctionCompiler(TemplateSource source, OutsideNames outside, ExpressionCompiler expressions, TemplateCompiler statements)
{
    public StatementNode CompileFor(For loop, Scope outer)
    {
        if (NameUses.Of([loop]).Any(use => use is ("loop", NameUse.Assigned)))
            throw source.SyntaxError("Can't assign to special loop variable in for-loop target", loop.At);

        var items = expressions.Compile(loop.Items, outer);
        var scope = outer.Inner(ownFunction: loop.Recursive) with { InLoop = true };
        // Scopes of the condition and of else see what the loop sees around it, but live in its function.
        var side = loop.Recursive ? new Scope(outer.Symbols, scope.Function) : outer;
        var readsLoop = loop.Recursive || NameUses.ReadFirst(loop.Body, "loop").Count > 0;
        var loopVariable = readsLoop ? scope.Symbols.Give("loop") : null;
        SymbolAnalysis.Give(loop.Target, scope.Symbols);
        SymbolAnalysis.Visit(loop.Body, scope.Symbols);

        var body = statements.CompileBody(loop.Body, scope);
        Loop compiled = new()
        {
            At = loop.Items.At,
            Target = statements.CompileTarget(loop.Target, scope),
            Entry = scope.Entry(outside),
            Body = body,
            LoopSlot = loopVariable?.Slot,
            Filter = loop.Test is null ? null : CompileCondition(loop, loop.Test, side),
            Else = loop.Else.Count == 0 ? null : CompileElse(loop.Else, side),
        };
        return loop.Recursive ? new RecursiveForNode(compiled, items, scope.Function.Slots) : new ForNode(compiled, items);
    }

    public MacroBody CompileMacro(Macro macro, Scope outer) => Compile(macro.Name, macro.At, macro.Parameters, macro.Body, outer);

    /// <summary>The block of a <c>call</c> or <c>generation</c>.</summary>
    public MacroBody CompileBlock(int at, ParameterList parameters, IReadOnlyList<Statement> body, Scope outer) =>
        Compile("", at, parameters, body, outer);

    (TargetNode, ScopeEntry, ExpressionNode) CompileCondition(For loop, Expression test, Scope outer)
    {
        var scope = outer.Inner();
        SymbolAnalysis.Give(loop.Target, scope.Symbols);
        SymbolAnalysis.Read(test, scope.Symbols);
        var compiled = expressions.Compile(test, scope);
        return (statements.CompileTarget(loop.Target, scope), scope.Entry(outside), compiled);
    }

    (ScopeEntry, Block) CompileElse(IReadOnlyList<Statement> body, Scope outer)
    {
        var scope = outer.Inner();
        SymbolAnalysis.Visit(body, scope.Symbols);
        var compiled = statements.CompileBody(body, scope);
        return (scope.Entry(outside), compiled);
    }

    MacroBody Compile(string name, int at, ParameterList parameters, IReadOnlyList<Statement> body, Scope outer)
    {
        var scope = outer.Inner(ownFunction: true);
        foreach (var parameter in parameters.Names)
            scope.Symbols.Give(parameter);
        foreach (var value in parameters.Defaults)
            SymbolAnalysis.Read(value, scope.Symbols);
        SymbolAnalysis.Visit(body, scope.Symbols);

        var special = NameUses.ReadFirst(body, "caller", "kwargs", "varargs");
        CheckCaller(special, parameters, at);
        var (caller, named, rest) = (Special("caller"), Special("kwargs"), Special("varargs"));
        var slots = parameters.Names
            .Select(parameter => (parameter, scope.Symbols.Find(parameter)!.Slot, Default(parameters, parameter, scope)))
            .ToArray();
        var compiledBody = statements.CompileBody(body, scope);
        return new MacroBody
        {
            Name = name,
            Parameters = slots,
            CallerSlot = caller,
            TakesCaller = special.Contains("caller"),
            NamedSlot = named,
            RestSlot = rest,
            Entry = scope.Entry(outside),
            Body = compiledBody,
            Slots = scope.Function.Slots,
        };

        int? Special(string word) => special.Contains(word) && !parameters.Names.Contains(word) ? scope.Symbols.Give(word).Slot : null;
    }

    ExpressionNode? Default(ParameterList parameters, string name, Scope scope)
    {
        var index = parameters.Names.ToList().IndexOf(name) - (parameters.Names.Count - parameters.Defaults.Count);
        return index < 0 ? null : expressions.Compile(parameters.Defaults[index], scope);
    }

    void CheckCaller(HashSet<string> special, ParameterList parameters, int at)
    {
        var index = parameters.Names.ToList().IndexOf("caller");
        if (index >= 0 && special.Contains("caller") && index < parameters.Names.Count - parameters.Defaults.Count)
        {
            throw source.SyntaxError(
                "When defining macros or call blocks the special \"caller\" argument must be omitted or be given a default.", at);
        }
    }
}
