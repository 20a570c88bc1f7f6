using Sluice.Catalog;
using Sluice.Catalog.Hardware;
using Sluice.Catalog.Models;
using Sluice.Catalog.Topologies;
using Sluice.Catalog.Work;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Costs;
using Sluice.Twin.Scheduling;

namespace Sluice.Twin.Predicting;

/// <summary>One model on one kind of hardware in one topology, with the server's flags and the workload: what is predicted.</summary>
public sealed record Scenario
{
    public required ModelSpec Model { get; init; }

    public required ModelWork Work { get; init; }

    public required HardwareSpec Hardware { get; init; }

    public required Topology Topology { get; init; }

    public required Workload Workload { get; init; }

    public required ServerSettings Settings { get; init; }

    public required double Utilization { get; init; }

    public required Calibration Calibration { get; init; }

    // vLLM's defaults for an API server: 8192 and 1024 from 70 GiB on, 2048 and 256 below (arg_utils.py, v0.11).
    const double LargeDevice = 70.0 * (1L << 30);
    const int SmallBatchedTokens = 2048;
    const int SmallSequences = 256;

    /// <param name="calibration">Null takes the bundled one of the hardware, else priors.</param>
    /// <exception cref="MemoryShortException">When the weights do not fit.</exception>
    /// <exception cref="FormatException">When the workload is longer than the model's context.</exception>
    public static Scenario Of(CatalogIndex catalog, ModelSpec model, HardwareSpec hardware, Topology topology, Workload? workload = null,
        ServerTweaks? tweaks = null, Calibration? calibration = null, string? precision = null)
    {
        (tweaks, workload) = (tweaks ?? new ServerTweaks(), workload ?? Workload.Benchmark);
        if (model.ContextTokens is { } most && workload.Prompt.Most + (long)workload.Output.Most > most)
            throw new FormatException($"workload: prompt and output reach {workload.Prompt.Most + (long)workload.Output.Most} tokens; allowed: at most the {most} of {model.Name}'s context");
        var work = ModelWork.Of(model, precision);
        var recipe = catalog.Recipe(hardware);
        var flags = recipe?.For(model.Name);
        var utilization = tweaks.Utilization ?? recipe?.Utilization ?? MemoryFit.DefaultUtilization;
        var fit = MemoryFit.Of(work, hardware, topology.TensorParallel, utilization, 0, 0);
        if (fit.WeightsExceed) throw new MemoryShortException(model, work.Precision, hardware.Name, topology, fit);
        var small = hardware.Memory < LargeDevice;
        var defaults = new ServerSettings
        {
            MaxBatchedTokens = flags?.MaxBatchedTokens ?? (small ? SmallBatchedTokens : new ServerSettings().MaxBatchedTokens),
            MaxSequences = flags?.MaxSequences ?? (small ? SmallSequences : new ServerSettings().MaxSequences),
            CacheBytes = fit.Pool * topology.TensorParallel,
        };
        calibration ??= CalibrationFile.Bundled(hardware.Name) ?? Calibration.None(hardware);
        if (topology.Link is { } link)
        {
            if (hardware.Link is { } own) calibration = calibration.WithLinkTimes(link / own);
            hardware = hardware with { Link = link };
        }

        return new Scenario
        {
            Model = model,
            Work = work,
            Hardware = hardware,
            Topology = topology,
            Workload = workload,
            Settings = tweaks.ApplyTo(defaults),
            Utilization = utilization,
            Calibration = calibration,
        };
    }

    /// <summary>Bursts of the workload on one replica under given parameters.</summary>
    public BurstModel Node(StepParameters parameters) =>
        new(Work, parameters, Topology.TensorParallel, Settings, Workload);

    /// <summary>The same under the calibration's values.</summary>
    public BurstModel Node() => Node(Calibration.For(Model.Name, Hardware));
}
