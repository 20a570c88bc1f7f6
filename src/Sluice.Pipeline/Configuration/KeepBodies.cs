namespace Sluice.Pipeline.Configuration;

/// <summary>Of which calls the store keeps request and response.</summary>
public enum KeepBodies
{
    /// <summary>Of failed ones.</summary>
    Failures,

    /// <summary>Of every one; an accepted answer is about three times the room.</summary>
    All,

    /// <summary>Of none: neither prompts nor answers that were not accepted are written down.</summary>
    None,
}
