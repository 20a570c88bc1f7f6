using Sluice.Templates.Operators;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class SubscriptNode(int at, ExpressionNode owner, ExpressionNode key) : ExpressionNode
{
    public override IReadOnlyList<string>? Path { get; } =
        owner.Path is { } path && key is ConstantNode { Value: TextValue name } ? [.. path, name.Raw] : null;

    public override Value Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        var index = key.Evaluate(frame);
        frame.Rendering.At = at;
        if (value is UndefinedValue undefined)
            throw undefined.From(Path).Fault();
        var found = Access.Item(value, index, frame.Rendering);
        return found is UndefinedValue missing ? missing.From(Path) : found;
    }
}
