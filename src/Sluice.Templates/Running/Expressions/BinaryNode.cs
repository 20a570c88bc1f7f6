using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class BinaryNode(int at, ExpressionNode left, ExpressionNode right, Func<Value, Value, Rendering, Value> apply) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var first = left.Evaluate(frame);
        var second = right.Evaluate(frame);
        frame.Rendering.At = at;
        return apply(first, second, frame.Rendering);
    }
}
