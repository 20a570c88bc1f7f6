using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Running.Targets;

namespace Sluice.Templates.Running.Statements;

internal sealed class SetNode(TargetNode target, ExpressionNode value) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        target.Check(frame);
        target.Assign(frame, value.Evaluate(frame));
        return Flow.Next;
    }
}
