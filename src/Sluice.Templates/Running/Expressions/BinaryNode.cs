using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class BinaryNode(int at, ExpressionNode left, ExpressionNode right, Func<Value, Value, Rendering, Value> apply) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var first = left.Evaluate(frame);
        var second = right.Evaluate(frame);
        frame.Rendering.At = at;
        if (first is IntegerValue && second is IntegerValue)
            frame.Rendering.Charge(first.Weight + second.Weight);
        return apply(first, second, frame.Rendering);
    }
}
