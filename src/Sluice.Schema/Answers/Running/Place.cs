using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Grounding;

namespace Sluice.Schema.Answers.Running;

/// <summary>A place that waits for a value.</summary>
/// <param name="Shape">What it may be filled with.</param>
/// <param name="Avoid">Values it must not take; null for none.</param>
/// <param name="Used">Spans that a verbatim value must keep apart from; null for none.</param>
internal readonly record struct Place(Shape? Shape, SeenValues? Avoid = null, UsedSpans? Used = null)
{
    /// <summary>Whether a value begun for another place will do here, if it fits an alternative of both.</summary>
    public bool AsksLike(Place other) => ReferenceEquals(Avoid, other.Avoid) && ReferenceEquals(Used, other.Used);
}
