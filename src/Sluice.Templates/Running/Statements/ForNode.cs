using Sluice.Templates.Running.Expressions;

namespace Sluice.Templates.Running.Statements;

internal sealed class ForNode(Loop loop, ExpressionNode items) : StatementNode
{
    public override Flow Execute(Frame frame) => loop.Run(frame, items.Evaluate(frame), depth: 0, recurse: null);
}
