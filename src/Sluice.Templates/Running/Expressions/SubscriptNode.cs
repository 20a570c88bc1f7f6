using Sluice.Templates.Operators;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class SubscriptNode(int at, ExpressionNode owner, ExpressionNode key) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        var index = key.Evaluate(frame);
        frame.Rendering.At = at;
        return Access.Item(value, index, frame.Rendering);
    }
}
