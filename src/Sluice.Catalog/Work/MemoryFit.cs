using Sluice.Catalog.Hardware;
using Sluice.Catalog.Topologies;

namespace Sluice.Catalog.Work;

/// <summary>Whether a model, its cache and its state fit one device of a topology; all bytes are per device.</summary>
/// <param name="Usable">Memory × the share the server may take.</param>
/// <param name="Weights">Loaded weights.</param>
/// <param name="Cache">Keys and values of all sequences at the asked context.</param>
/// <param name="State">Recurrent state of all sequences.</param>
public sealed record MemoryFit(double Usable, double Weights, double Cache, double State)
{
    /// <summary>What vLLM's --gpu-memory-utilization is when nobody sets it (vllm/config/cache.py, v0.11).</summary>
    public const double DefaultUtilization = 0.90;

    public bool Fits => Missing <= 0;

    /// <summary>Bytes that are missing; negative is what stays free.</summary>
    public double Missing => Weights + Cache + State - Usable;

    /// <summary>True when not even the weights fit, so that no server starts.</summary>
    public bool WeightsExceed => Weights > Usable;

    /// <summary>Bytes left for cache and state after the weights; never negative.</summary>
    public double Pool => Math.Max(0, Usable - Weights);

    /// <param name="context">Tokens in each sequence, prompt and answer.</param>
    /// <param name="sequences">Of one replica.</param>
    public static MemoryFit Of(ModelWork work, HardwareSpec hardware, int tensorParallel, double utilization, int context, int sequences)
    {
        var cache = (work.KvBytes * context + work.WindowKvBytes * Math.Min(context, work.Window)) * sequences;
        return new MemoryFit(hardware.Memory * utilization, work.WeightBytes / tensorParallel, cache / tensorParallel,
            work.StateBytes * sequences / tensorParallel);
    }

    /// <summary>The most sequences of a replica at a context; 0 when the weights do not fit.</summary>
    public static int MostSequences(ModelWork work, HardwareSpec hardware, int tensorParallel, double utilization, int context)
    {
        var fit = Of(work, hardware, tensorParallel, utilization, context, 1);
        var each = fit.Cache + fit.State;
        return each <= 0 ? int.MaxValue : (int)Math.Min(int.MaxValue, Math.Floor(fit.Pool / each));
    }
}
