using Sluice.Templates.Operators;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class MemberNode(int at, ExpressionNode owner, TextValue name) : ExpressionNode
{
    public override IReadOnlyList<string>? Path { get; } = owner.Path is { } path ? [.. path, name.Raw] : null;

    public override Value Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        frame.Rendering.At = at;
        if (value is UndefinedValue undefined)
            throw undefined.From(Path).Fault();
        var found = Access.Attribute(value, name, frame.Rendering);
        return found is UndefinedValue missing ? missing.From(Path) : found;
    }
}
