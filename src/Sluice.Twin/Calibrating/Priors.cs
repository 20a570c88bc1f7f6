using Sluice.Catalog.Hardware;

namespace Sluice.Twin.Calibrating;

/// <summary>Weak physical priors from a hardware entry: guesses a cell or two should overrule.</summary>
public static class Priors
{
    /// <param name="name">E.g. <c>bandwidth</c> or <c>skew:gpt-oss-120b</c>.</param>
    public static ParameterPrior Of(string name, HardwareSpec hardware) => ParameterNames.KindOf(name) switch
    {
        ParameterNames.Bandwidth => Bandwidth(name, hardware),
        ParameterNames.LayerOverhead => hardware.LayerOverhead is { } eager
            ? new ParameterPrior(name, eager * 1e6, 0.5, 5, 600, "the hardware entry")
            : new ParameterPrior(name, 30, 0.8, 1, 600, "a captured graph: about ten launches of 3 us a layer"),
        ParameterNames.StepOverhead => new ParameterPrior(name, 2, 0.7, 0.05, 20, "scheduler, sampler and interpreter of a Python server"),
        ParameterNames.LinkLatency => SlowLink(hardware)
            ? new ParameterPrior(name, 25, 0.5, 5, 200, "an all-reduce of two nodes over RoCE")
            : new ParameterPrior(name, 10, 0.6, 2, 100, "an all-reduce inside a node"),
        ParameterNames.LinkBandwidth => LinkBandwidth(name, hardware),
        ParameterNames.SplitExperts => new ParameterPrior(name, 0.15, 0.7, 0.005, 1, "narrow slices of small matrices waste part of each page"),
        ParameterNames.Skew => new ParameterPrior(name, 5, 0.5, 0.05, 20, "routing on text of one kind: about half the experts carry nine tenths of the tokens"),
        ParameterNames.Compute => Compute(name, hardware),
        _ => throw new ArgumentException($"unknown parameter '{name}'; allowed: {string.Join(", ", ParameterNames.Shared)}, skew:MODEL, compute:MODEL"),
    };

    static ParameterPrior Bandwidth(string name, HardwareSpec hardware)
    {
        var nominal = hardware.Bandwidth / 1e9;
        var share = hardware.BandwidthReached ?? 0.8;
        return new ParameterPrior(name, share * nominal, hardware.BandwidthReached is null ? 0.15 : 0.08, 0.3 * nominal, nominal,
            hardware.BandwidthReached is null ? "0.8 of nominal, as usual kernels reach" : "the share the hardware entry states");
    }

    static ParameterPrior LinkBandwidth(string name, HardwareSpec hardware)
    {
        // 11 of the Spark's nominal 25 GB/s: a ring over one link, protocol included.
        var nominal = (hardware.Link ?? 25e9) / 1e9;
        return new ParameterPrior(name, 0.44 * nominal, 0.4, 0.08 * nominal, nominal, "0.44 of the link's nominal rate");
    }

    static ParameterPrior Compute(string name, HardwareSpec hardware)
    {
        if (hardware.PrefillReached is { } reached) return new ParameterPrior(name, reached / 1e12, 0.3, reached / 1e13, reached / 1e11, "a prefill measured on this hardware");
        if (hardware.Compute16 is not { } nominal)
            throw new ArgumentException($"hardware '{hardware.Name}' states neither compute_16bit nor prefill_reached; add one, or calibrate {name}");
        return new ParameterPrior(name, 0.4 * nominal / 1e12, 0.5, 0.04 * nominal / 1e12, 3.2 * nominal / 1e12, "0.4 of the dense 16 bit rate");
    }

    static bool SlowLink(HardwareSpec hardware) => hardware.Link is null or < 100e9;
}
