using Sluice.Templates.Operators;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class MemberNode(int at, ExpressionNode owner, TextValue name) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        frame.Rendering.At = at;
        return Access.Attribute(value, name, frame.Rendering);
    }
}
