using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>A compiled expression.</summary>
internal abstract class ExpressionNode
{
    public abstract Value Evaluate(Frame frame);
}
