namespace Sluice.Templates.Running.Statements;

internal sealed class TextNode(string text) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        frame.Output.Write(text);
        return Flow.Next;
    }
}
