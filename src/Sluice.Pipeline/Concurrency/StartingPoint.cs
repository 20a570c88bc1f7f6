namespace Sluice.Pipeline.Concurrency;

/// <summary>What the first level at a backend rests on.</summary>
public enum StartingPoint
{
    /// <summary>Nothing was known of the server.</summary>
    Nothing,

    /// <summary>The calls that it says it answers at the same time.</summary>
    Slots,

    /// <summary>A curve of an earlier run, of a bench, or a predicted one.</summary>
    Curve,
}
