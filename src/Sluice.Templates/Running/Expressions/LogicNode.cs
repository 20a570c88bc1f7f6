using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary><c>and</c> and <c>or</c>: one of the operands itself, the right one looked at only when needed.</summary>
internal sealed class LogicNode(int at, ExpressionNode left, ExpressionNode right, bool isOr) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var first = left.Evaluate(frame);
        frame.Rendering.At = at;
        return first.IsTrue == isOr ? first : right.Evaluate(frame);
    }
}
