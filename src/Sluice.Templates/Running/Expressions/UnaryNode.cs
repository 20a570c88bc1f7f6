using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class UnaryNode(int at, ExpressionNode operand, Func<Value, Value> apply) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        frame.Rendering.At = at;
        return apply(value);
    }
}
