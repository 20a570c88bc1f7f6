namespace Sluice.Templates.Running.Statements;

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed class JumpNode(Flow flow) : StatementNode
{
    public override Flow Execute(Frame frame) => flow;
}
