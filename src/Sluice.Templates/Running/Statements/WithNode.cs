using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Running.Targets;

namespace Sluice.Templates.Running.Statements;

/// <summary>A scope with variables of its own.</summary>
internal sealed class WithNode(ScopeEntry entry, (TargetNode Target, ExpressionNode Value)[] bindings, Block body) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        entry.Enter(frame);
        foreach (var (target, value) in bindings)
            target.Assign(frame, value.Evaluate(frame));
        return body.Execute(frame);
    }
}
