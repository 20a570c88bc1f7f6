using Sluice.Templates.Filters;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class FilterNode(int at, Filter filter, ExpressionNode input, ArgumentsNode arguments) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var value = input.Evaluate(frame);
        var given = arguments.Evaluate(frame);
        frame.Rendering.At = at;
        frame.Rendering.Charge(1);
        return filter.Body(value, given, frame.Rendering);
    }
}
