namespace Sluice.Twin.Calibrating;

/// <summary>The parameters a calibration can hold; the last two are one per model.</summary>
public static class ParameterNames
{
    public const string Bandwidth = "bandwidth";
    public const string LayerOverhead = "layer_overhead";
    public const string StepOverhead = "step_overhead";
    public const string LinkLatency = "link_latency";
    public const string LinkBandwidth = "link_bandwidth";
    public const string SplitExperts = "split_experts";
    public const string Skew = "skew";
    public const string Compute = "compute";

    /// <summary>Those of the machine and engine.</summary>
    public static IReadOnlyList<string> Shared { get; } = [Bandwidth, LayerOverhead, StepOverhead, LinkLatency, LinkBandwidth, SplitExperts];

    /// <summary>Those of one model on it.</summary>
    public static IReadOnlyList<string> PerModel { get; } = [Skew, Compute];

    public static string For(string parameter, string model) => $"{parameter}:{model}";

    /// <summary>The model a name belongs to; null for a shared one.</summary>
    public static string? ModelOf(string name) => name.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? name[(colon + 1)..] : null;

    public static string KindOf(string name) => name.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? name[..colon] : name;

    /// <summary>The unit a calibration file writes the parameter in.</summary>
    public static string UnitOf(string name) => KindOf(name) switch
    {
        Bandwidth or LinkBandwidth => "GB/s",
        LayerOverhead or LinkLatency => "us",
        StepOverhead => "ms",
        Compute => "TFLOP/s",
        _ => "1",
    };
}
