using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>A filter or test that is not there, standing where Python looks for it only when it is reached.</summary>
internal sealed class FaultNode(int at, TemplateErrorKind kind, string message, ExpressionNode input) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        input.Evaluate(frame);
        frame.Rendering.At = at;
        throw new TemplateFault(kind, message);
    }
}
