using Sluice.Templates.Running.Expressions;

namespace Sluice.Templates.Running.Statements;

internal sealed class PrintNode(int at, ExpressionNode value) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        var printed = value.Evaluate(frame);
        frame.Rendering.At = at;
        frame.Output.Write(printed.ToText(frame.Rendering));
        return Flow.Next;
    }
}
