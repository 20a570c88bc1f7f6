using Sluice.Catalog.Work;

namespace Sluice.Twin.Costs;

/// <summary>
/// Time of one engine step of one replica. Bytes over bandwidth plus operations over compute plus overheads, added up: memory
/// and arithmetic hardly overlap in the measured servers (a maximum of the two fits the Spark tables with 8.4 % instead of 4.6 %).
/// Immutable after construction but for its table, so one instance belongs to one thread.
/// </summary>
public sealed class StepCost
{
    readonly ModelWork _work;
    readonly ExpertReach _reach;
    readonly double _perByte;
    readonly double _perFlop;
    readonly double _launch;
    readonly double _linkFixed;
    readonly double _linkPerToken;
    readonly double _expertFactor;
    readonly double _prefillCentre;

    /// <param name="tensorParallel">Devices that share each step.</param>
    public StepCost(ModelWork work, StepParameters parameters, int tensorParallel)
    {
        _work = work;
        Parameters = parameters;
        TensorParallel = tensorParallel;
        _reach = new ExpertReach(work.Experts, work.ActiveExperts, parameters.Skew);
        _perByte = 1 / (tensorParallel * parameters.Bandwidth);
        _perFlop = 1 / (tensorParallel * parameters.Compute);
        _launch = work.Layers * parameters.LayerOverhead + parameters.StepOverhead;
        _prefillCentre = parameters.ComputePrompt / 2.0;
        var doublings = Math.Log2(tensorParallel);
        _expertFactor = work.ExpertBytes * (1 + parameters.SplitExperts * doublings);

        // A ring moves 2(k−1)/k of the payload per device, which is the payload itself at k = 2, the case that was measured.
        var ring = tensorParallel > 1 ? 2.0 * (tensorParallel - 1) / tensorParallel : 0;
        _linkFixed = work.AllReduces * parameters.LinkLatency * doublings;
        _linkPerToken = work.AllReduces * ring * work.Hidden * ActivationBytes / parameters.LinkBandwidth;
    }

    const double ActivationBytes = 2;   // all-reduced in BF16
    const int TokensPerStatePass = 1024; // a chunked scan carries each sequence's state once per about this many prompt tokens

    public StepParameters Parameters { get; }

    public int TensorParallel { get; }

    /// <summary>The model's longest window, tokens; 0 when it has none.</summary>
    public int Window => _work.Window;

    /// <summary>Seconds of one step; allocates nothing.</summary>
    public double Seconds(in StepShape shape)
    {
        var tokens = shape.Decodes + shape.Prefill;
        var bytes = _work.DenseBytes + _work.HeadBytes + _reach.Of(tokens) * _expertFactor + KvBytes(shape) + StateSequences(shape) * _work.StateTraffic;
        return bytes * _perByte + Flops(shape) * _perFlop + _launch + _linkFixed + tokens * _linkPerToken;
    }

    /// <summary>By how many seconds each further step of the same decodes is longer, because every context grows by one.</summary>
    /// <param name="insideWindow">Decodes whose context has not reached the window yet.</param>
    public double Growth(int decodes, int insideWindow) => (decodes * _work.KvBytes + insideWindow * _work.WindowKvBytes) * _perByte;

    /// <summary>The parts of <see cref="Seconds"/>.</summary>
    public StepBreakdown Explain(in StepShape shape)
    {
        var tokens = shape.Decodes + shape.Prefill;
        return new StepBreakdown(
            (_work.DenseBytes + _work.HeadBytes) * _perByte,
            _reach.Of(tokens) * _expertFactor * _perByte,
            KvBytes(shape) * _perByte,
            StateSequences(shape) * _work.StateTraffic * _perByte,
            Flops(shape) * _perFlop,
            _launch,
            _linkFixed + tokens * _linkPerToken);
    }

    /// <summary>Distinct experts a step with that many tokens reads in each block.</summary>
    public double DistinctExperts(int tokens) => _reach.Of(tokens);

    double KvBytes(in StepShape shape) =>
        shape.Context * _work.KvBytes + shape.WindowContext * _work.WindowKvBytes + shape.Prefill * (_work.KvBytes + _work.WindowKvBytes);

    static int StateSequences(in StepShape shape) =>
        shape.Decodes + (shape.Prefill > 0 ? Math.Max(1, shape.Prefill / TokensPerStatePass) : 0);

    double Flops(in StepShape shape)
    {
        var tokens = shape.Decodes + shape.Prefill;
        var flops = tokens * _work.FlopsPerToken + shape.Samples * _work.HeadFlops;
        if (shape.Prefill == 0) return flops;

        // Compute was measured on prompts whose tokens look back over ComputePrompt/2 on average; only what differs is charged.
        var attention = _work.AttentionFlops * (shape.PrefillPositions - shape.Prefill * _prefillCentre);
        return Math.Max(0, flops + attention);
    }
}
