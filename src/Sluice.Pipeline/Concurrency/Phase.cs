namespace Sluice.Pipeline.Concurrency;

/// <summary>What a level is gone to for.</summary>
internal enum Phase
{
    /// <summary>A step of the climb.</summary>
    Sweep,

    /// <summary>A look into a gap between two levels of the climb.</summary>
    Refine,

    /// <summary>It was chosen.</summary>
    Hold,

    /// <summary>A look above the level that is held.</summary>
    ProbeUp,

    /// <summary>A look below it.</summary>
    ProbeDown,
}
