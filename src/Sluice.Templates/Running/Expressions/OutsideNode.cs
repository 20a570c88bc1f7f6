using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>A variable of the caller or of the environment, which the template does not assign.</summary>
internal sealed class OutsideNode(int index, string name) : ExpressionNode
{
    public override IReadOnlyList<string> Path { get; } = [name];

    public override Value Evaluate(Frame frame)
    {
        frame.Rendering.Charge(1);
        return frame.Rendering.Variable(index) ?? UndefinedValue.Name(name, frame.Rendering.Strict).From(Path);
    }
}
