using Sluice.Templates.Tests;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class TestNode(int at, Test test, ExpressionNode subject, ArgumentsNode arguments) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var value = subject.Evaluate(frame);
        var given = arguments.Evaluate(frame);
        frame.Rendering.At = at;
        return BoolValue.Of(test.Body(value, given, frame.Rendering));
    }
}
