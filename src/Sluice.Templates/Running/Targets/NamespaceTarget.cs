using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Targets;

/// <summary>An attribute of a namespace: the way a template keeps something beyond a loop.</summary>
internal sealed class NamespaceTarget(int at, ExpressionNode owner, string name) : TargetNode
{
    public override void Check(Frame frame)
    {
        frame.Rendering.At = at;
        if (owner.Evaluate(frame) is not NamespaceValue)
            throw TemplateFault.Missing("cannot assign attribute on non-namespace object");
    }

    /// <summary>A block's text is assigned without the check before; Python then fails on most types, and changes a dict.</summary>
    public override void Assign(Frame frame, Value value)
    {
        var space = owner.Evaluate(frame);
        frame.Rendering.At = at;
        if (space is DictValue)
            throw TemplateFault.Unsupported("changing a dict by a set block");
        if (space is not NamespaceValue target)
            throw TemplateFault.Type($"'{space.TypeName}' object does not support item assignment");
        target.Set(name, value);
    }

    public override Value Read(Frame frame) => throw new InvalidOperationException("a loop has no namespace as its target");
}
