using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Statements;

/// <summary>Makes the macro when the definition is reached; it keeps the frame it was made in.</summary>
internal sealed class MacroNode(MacroBody body, int slot) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        frame.Slots[slot] = new MacroValue(body, frame);
        return Flow.Next;
    }
}
