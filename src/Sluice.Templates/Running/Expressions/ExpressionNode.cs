using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>A compiled expression.</summary>
internal abstract class ExpressionNode
{
    /// <summary>The names that lead from the variables to what this reads; null for anything but a variable, its member, a member of that.</summary>
    public virtual IReadOnlyList<string>? Path => null;

    public abstract Value Evaluate(Frame frame);
}
