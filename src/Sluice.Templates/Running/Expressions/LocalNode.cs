using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>A variable the template assigns.</summary>
/// <param name="hops">How many functions outwards it lives.</param>
/// <param name="slot">Its place there.</param>
internal sealed class LocalNode(int hops, int slot, string name) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        frame.Rendering.Charge(1);
        return Read(frame, hops, slot) ?? UndefinedValue.Name(name, frame.Rendering.Strict);
    }

    public static Value? Read(Frame frame, int hops, int slot)
    {
        for (; hops > 0; hops--)
            frame = frame.Outer!;
        return frame.Slots[slot];
    }
}
