using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>A list or tuple written out.</summary>
internal sealed class RowNode(ExpressionNode[] items, bool isTuple) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        frame.Rendering.Charge(1);
        var values = Array.ConvertAll(items, item => item.Evaluate(frame));
        return isTuple ? new TupleValue(values) : new ListValue(values);
    }
}
