using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Statements;

/// <summary>A loop that its body can call with other items: a function of its own.</summary>
internal sealed class RecursiveForNode(Loop loop, ExpressionNode items, int slots) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        frame.Output.Write(Render(frame, items.Evaluate(frame), 0).Raw);
        return Flow.Next;
    }

    TextValue Render(Frame home, Value row, int depth)
    {
        home.Rendering.Enter();
        home.Rendering.Charge(slots);
        Frame frame = new(home.Rendering, home, slots) { Output = new Output(home.Rendering) };
        loop.Run(frame, row, depth, (inner, level) => Render(home, inner, level));
        home.Rendering.Leave();
        return new TextValue(frame.Output.ToString());
    }
}
