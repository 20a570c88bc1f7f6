using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <param name="missing">What is undefined when the test fails and there is no else.</param>
internal sealed class ConditionalNode(int at, ExpressionNode test, ExpressionNode then, ExpressionNode? otherwise, string missing) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var value = test.Evaluate(frame);
        frame.Rendering.At = at;
        if (value.IsTrue)
            return then.Evaluate(frame);
        return otherwise?.Evaluate(frame) ?? UndefinedValue.Because(missing, frame.Rendering.Strict);
    }
}
