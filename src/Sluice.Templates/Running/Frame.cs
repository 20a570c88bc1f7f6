using Sluice.Templates.Values;

namespace Sluice.Templates.Running;

/// <summary>The variables of one running function: the template itself, a macro, a call block or a recursive loop.</summary>
internal sealed class Frame(Rendering rendering, Frame? outer, int slots)
{
    public Rendering Rendering => rendering;

    /// <summary>The frame of the function this one was written in, not of its caller.</summary>
    public Frame? Outer => outer;

    /// <summary>Null where nothing was assigned yet.</summary>
    public Value?[] Slots { get; } = slots == 0 ? [] : new Value?[slots];

    /// <summary>Where printing goes now; a block that collects text puts its own here for a while.</summary>
    public required Output Output { get; set; }
}
