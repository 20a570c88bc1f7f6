using Sluice.Catalog.Hardware;
using Sluice.Twin.Costs;

namespace Sluice.Twin.Calibrating;

/// <summary>The twin's parameters for one kind of hardware and server, with what each rests on. Parameters that are not listed are priors.</summary>
public sealed record Calibration
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required string Hardware { get; init; }

    /// <summary>The engine, its build and flags: a calibration holds for no other.</summary>
    public required string Engine { get; init; }

    /// <summary>What it was made from, for people.</summary>
    public required string Source { get; init; }

    /// <summary>What else a reader should know; null when nothing.</summary>
    public string? Remarks { get; init; }

    /// <summary>What a request spends outside the server, milliseconds.</summary>
    public double ClientLatencyMs { get; init; }

    /// <summary>Prompt length of the cells, tokens.</summary>
    public int PromptTokens { get; init; } = 1024;

    /// <summary>Standard deviation of the log error that is left when the parameters are exact: what the equations cannot say.</summary>
    public double ResidualSd { get; init; } = UncalibratedResidualSd;

    public required IReadOnlyList<CalibratedValue> Values { get; init; }

    /// <summary>Covariance of the values' logarithms in their order; null means independent.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Covariance { get; init; }

    /// <summary>Other engines than the calibrated family were within about 25 %, so half of that is a fair deviation.</summary>
    public const double UncalibratedResidualSd = 0.12;

    /// <summary>A calibration with nothing in it: every parameter is its prior.</summary>
    public static Calibration None(HardwareSpec hardware) => new()
    {
        Hardware = hardware.Name,
        Engine = "unknown",
        Source = "priors from the hardware entry",
        ClientLatencyMs = 5,
        Values = [],
    };

    public CalibratedValue? Find(string name) => Values.FirstOrDefault(value => string.Equals(value.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The calibrated value, or the prior's median with its spread.</summary>
    public CalibratedValue Value(string name, HardwareSpec hardware)
    {
        if (Find(name) is { } known) return known;
        var prior = Priors.Of(name, hardware);
        return new CalibratedValue(name, prior.Median, ParameterNames.UnitOf(name), prior.LogSd, ValueOrigin.Prior);
    }

    /// <summary>For another link between devices: the share of its nominal rate that is reached stays.</summary>
    /// <param name="ratio">Of nominal rates, new over old.</param>
    public Calibration WithLinkTimes(double ratio) =>
        this with { Values = [.. Values.Select(value => value.Name == ParameterNames.LinkBandwidth ? value with { Value = value.Value * ratio } : value)] };

    /// <summary>Everything a step's time depends on, for one model, in base units.</summary>
    public StepParameters For(string model, HardwareSpec hardware) => Parameters(name => Value(name, hardware).Value, model);

    /// <param name="value">A parameter by name, in its file unit.</param>
    internal StepParameters Parameters(Func<string, double> value, string model) => new()
    {
        Bandwidth = value(ParameterNames.Bandwidth) * 1e9,
        Compute = value(ParameterNames.For(ParameterNames.Compute, model)) * 1e12,
        LayerOverhead = value(ParameterNames.LayerOverhead) * 1e-6,
        StepOverhead = value(ParameterNames.StepOverhead) * 1e-3,
        LinkLatency = value(ParameterNames.LinkLatency) * 1e-6,
        LinkBandwidth = value(ParameterNames.LinkBandwidth) * 1e9,
        SplitExperts = value(ParameterNames.SplitExperts),
        Skew = value(ParameterNames.For(ParameterNames.Skew, model)),
        ClientLatency = ClientLatencyMs * 1e-3,
        ComputePrompt = PromptTokens,
    };
}
