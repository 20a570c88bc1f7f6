namespace Sluice.Pipeline.Storage.History;

/// <summary>How much of a run is forgotten.</summary>
public enum PrunePart
{
    /// <summary>The whole run.</summary>
    All,

    /// <summary>Answers and attempts of configurations that are not a step's last one, and records that left the input.</summary>
    Old,

    /// <summary>The requests and responses that were kept of attempts; their reasons, times and tokens stay.</summary>
    Bodies,
}
