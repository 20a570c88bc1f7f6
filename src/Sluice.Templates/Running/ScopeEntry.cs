using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running;

/// <summary>
/// What a scope does when it is entered: its own variables begin as the outer ones of that name, as the caller's, or as nothing.
/// That is why a <c>set</c> in a loop does not reach the next round.
/// </summary>
internal sealed class ScopeEntry((int Slot, SlotSource Source)[] starts)
{
    public void Enter(Frame frame)
    {
        frame.Rendering.Charge(starts.Length);
        foreach (var (slot, source) in starts)
            frame.Slots[slot] = source.Read(frame);
    }
}

/// <summary>Where a variable of a scope has its first value from.</summary>
internal abstract record SlotSource
{
    public abstract Value? Read(Frame frame);

    public sealed record Nothing : SlotSource
    {
        public override Value? Read(Frame frame) => null;
    }

    public sealed record Variable(int Index) : SlotSource
    {
        public override Value? Read(Frame frame) => frame.Rendering.Variable(Index);
    }

    public sealed record Outer(int Hops, int Slot) : SlotSource
    {
        public override Value? Read(Frame frame) => LocalNode.Read(frame, Hops, Slot);
    }
}
