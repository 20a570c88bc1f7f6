using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Running.Statements;

namespace Sluice.Templates.Running;

/// <summary>A compiled macro or call block.</summary>
internal sealed record MacroBody
{
    public required string Name { get; init; }

    /// <summary>In order, each with its default; null for none.</summary>
    public required (string Name, int Slot, ExpressionNode? Default)[] Parameters { get; init; }

    /// <summary>Where the block of a <c>call</c> goes when the body asks for it; null when it does not, or names it as a parameter.</summary>
    public int? CallerSlot { get; init; }

    /// <summary>Whether a <c>caller</c> is taken, by its own slot or as a parameter.</summary>
    public bool TakesCaller { get; init; }

    /// <summary>Where named arguments go that are no parameter; null when the body does not ask for <c>kwargs</c>.</summary>
    public int? NamedSlot { get; init; }

    /// <summary>Where further arguments go; null when the body does not ask for <c>varargs</c>.</summary>
    public int? RestSlot { get; init; }

    public required ScopeEntry Entry { get; init; }

    public required Block Body { get; init; }

    /// <summary>How many variables a call needs.</summary>
    public required int Slots { get; init; }
}
