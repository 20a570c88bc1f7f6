using Sluice.Templates.Operators;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Targets;

/// <summary>Several targets that share the items of one value.</summary>
internal sealed class TupleTarget(int at, TargetNode[] parts) : TargetNode
{
    public override void Check(Frame frame)
    {
        foreach (var part in parts)
            part.Check(frame);
    }

    public override void Assign(Frame frame, Value value)
    {
        frame.Rendering.At = at;
        var items = Iteration.Unpack(value, parts.Length, frame.Rendering);
        for (var i = 0; i < parts.Length; i++)
            parts[i].Assign(frame, items[i]);
    }

    public override Value Read(Frame frame) => new TupleValue(Array.ConvertAll(parts, part => part.Read(frame)));
}
