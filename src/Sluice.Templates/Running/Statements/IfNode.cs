using Sluice.Templates.Running.Expressions;

namespace Sluice.Templates.Running.Statements;

internal sealed class IfNode((int At, ExpressionNode Test, Block Body)[] branches, Block otherwise) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        foreach (var (at, test, body) in branches)
        {
            var value = test.Evaluate(frame);
            frame.Rendering.At = at;
            if (value.IsTrue)
                return body.Execute(frame);
        }

        return otherwise.Execute(frame);
    }
}
