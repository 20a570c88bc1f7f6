using Sluice.Templates.Operators;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class SliceNode(int at, ExpressionNode owner, ExpressionNode? start, ExpressionNode? stop, ExpressionNode? step) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        var (from, to, by) = (start?.Evaluate(frame), stop?.Evaluate(frame), step?.Evaluate(frame));
        frame.Rendering.At = at;
        return Slicing.CanSlice(value)
            ? Slicing.Slice(value, from, to, by, frame.Rendering)
            : throw Slicing.Refusal(value, owner.Path);
    }
}
