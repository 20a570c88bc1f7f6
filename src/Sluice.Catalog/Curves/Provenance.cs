using System.Text.Json.Serialization;

namespace Sluice.Catalog.Curves;

/// <summary>Where the numbers of a level come from.</summary>
public enum Provenance
{
    /// <summary>Seen on a server.</summary>
    [JsonStringEnumMemberName("measured")]
    Measured,

    /// <summary>Computed by the twin.</summary>
    [JsonStringEnumMemberName("predicted")]
    Predicted,
}
