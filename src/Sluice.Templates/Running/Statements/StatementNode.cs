namespace Sluice.Templates.Running.Statements;

/// <summary>A compiled statement.</summary>
internal abstract class StatementNode
{
    public abstract Flow Execute(Frame frame);
}
