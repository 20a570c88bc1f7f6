using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Statements;

/// <summary>Calls a macro with the block as its <c>caller</c>; without a call (a <c>generation</c> block), prints the block itself.</summary>
internal sealed class CallBlockNode(MacroBody body, CallNode? call) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        MacroValue caller = new(body, frame);
        var result = call is null ? caller.Call(Arguments.None, frame.Rendering) : call.Call(frame, caller);
        frame.Output.Write(result.ToText(frame.Rendering));
        return Flow.Next;
    }
}
