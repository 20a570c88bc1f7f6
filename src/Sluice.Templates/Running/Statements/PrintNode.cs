using Sluice.Templates.Running.Expressions;

namespace Sluice.Templates.Running.Statements;

internal sealed class PrintNode(int at, ExpressionNode value) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        var rendering = frame.Rendering;
        var before = rendering.Printed.Count;
        var printed = value.Evaluate(frame);
        rendering.At = at;
        var text = rendering.TextOf(printed);
        frame.Output.Write(text);
        if (value is not ConstantNode)
            rendering.Note(text, before);
        return Flow.Next;
    }
}
