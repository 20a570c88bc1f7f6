using System.Text.Json.Serialization;

namespace Sluice.Twin.Calibrating;

/// <summary>What a calibrated value rests on.</summary>
public enum ValueOrigin
{
    /// <summary>On measured cells: they narrowed the prior's spread by at least a third.</summary>
    [JsonStringEnumMemberName("fitted")]
    Fitted,

    /// <summary>On the prior: the cells say little or nothing of it.</summary>
    [JsonStringEnumMemberName("prior")]
    Prior,
}
