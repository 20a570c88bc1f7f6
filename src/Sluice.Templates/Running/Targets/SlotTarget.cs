using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Targets;

internal sealed class SlotTarget(int slot) : TargetNode
{
    public override void Assign(Frame frame, Value value) => frame.Slots[slot] = value;

    public override Value Read(Frame frame) => frame.Slots[slot]!;
}
