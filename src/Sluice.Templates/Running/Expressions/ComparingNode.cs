using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>Comparisons in a row, each operand evaluated once; the first that fails ends it.</summary>
internal sealed class ComparingNode(int at, ExpressionNode first, (Func<Value, Value, Rendering, bool> Holds, ExpressionNode Operand)[] rest)
    : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var left = first.Evaluate(frame);
        foreach (var (holds, operand) in rest)
        {
            var right = operand.Evaluate(frame);
            frame.Rendering.At = at;
            if (!holds(left, right, frame.Rendering))
                return BoolValue.False;
            left = right;
        }

        return BoolValue.True;
    }
}
