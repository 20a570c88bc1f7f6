using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class ConstantNode(Value value) : ExpressionNode
{
    public Value Value => value;

    public override Value Evaluate(Frame frame)
    {
        frame.Rendering.Charge(1);
        return value;
    }
}
