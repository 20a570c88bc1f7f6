namespace Sluice.Templates.Running;

/// <summary>How a statement ended: whether the rest of the loop's body runs.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}
