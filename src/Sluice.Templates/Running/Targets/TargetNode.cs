using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Targets;

/// <summary>What is assigned to.</summary>
internal abstract class TargetNode
{
    /// <summary>Refuses, before the value is looked at, an attribute of something that is no namespace.</summary>
    public virtual void Check(Frame frame)
    {
    }

    public abstract void Assign(Frame frame, Value value);

    /// <summary>What the target holds now; for several names a tuple.</summary>
    public abstract Value Read(Frame frame);
}
