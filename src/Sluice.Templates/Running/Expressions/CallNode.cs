using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class CallNode(int at, ExpressionNode function, ArgumentsNode arguments) : ExpressionNode
{
    public override Value Evaluate(Frame frame) => Call(frame, caller: null);

    /// <param name="caller">What a call block passes beside the written arguments; null outside of one.</param>
    public Value Call(Frame frame, MacroValue? caller)
    {
        var called = function.Evaluate(frame);
        var given = arguments.Evaluate(frame);
        if (caller is not null)
            given = new Arguments(given.Positional, [.. given.Named, KeyValuePair.Create("caller", (Value)caller)]);
        frame.Rendering.At = at;
        frame.Rendering.Charge(1);
        return called.Call(given, frame.Rendering);
    }
}
