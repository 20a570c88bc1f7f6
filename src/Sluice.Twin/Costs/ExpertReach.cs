namespace Sluice.Twin.Costs;

/// <summary>
/// How many distinct experts of a block T tokens hit: Σ 1 − (1 − p_i)^T, where p_i is the chance that one token uses expert i.
/// Popularity falls as exp(−skew · i/n), scaled so that the chances sum to the experts a token uses and none passes 1.
/// </summary>
public sealed class ExpertReach
{
    /// <summary>Steps with more tokens are computed each time: past this nearly every expert is hit.</summary>
    const int Tabulated = 4096;

    readonly int _experts;
    readonly double[] _logMiss;
    readonly double[] _table;

    /// <param name="skew">0 is uniform routing.</param>
    public ExpertReach(int experts, int active, double skew)
    {
        _experts = experts;
        _logMiss = [.. Chances(experts, active, skew).Select(chance => Math.Log(Math.Max(1 - chance, 1e-300)))];
        _table = new double[Tabulated + 1];
        Array.Fill(_table, double.NaN);
        _table[0] = 0;
    }

    /// <summary>Expected distinct experts; allocates nothing.</summary>
    public double Of(int tokens)
    {
        if (tokens > Tabulated) return Compute(tokens);
        var known = _table[tokens];
        return double.IsNaN(known) ? _table[tokens] = Compute(tokens) : known;
    }

    double Compute(int tokens)
    {
        var missed = 0.0;
        foreach (var log in _logMiss) missed += Math.Exp(tokens * log);
        return _experts - missed;
    }

    /// <summary>Water filling: what passes 1 is cut there and the rest is scaled up again, until nothing passes.</summary>
    static double[] Chances(int experts, int active, double skew)
    {
        var chances = new double[experts];
        var full = 0;

        // Weights fall with i, so the experts cut at 1 are always the first ones.
        while (full < experts)
        {
            var total = 0.0;
            for (var i = full; i < experts; i++) total += Math.Exp(-skew * i / experts);
            var left = (double)(active - full);
            var cut = full;
            while (cut < experts && left * Math.Exp(-skew * cut / experts) / total > 1) cut++;
            if (cut == full)
            {
                for (var i = full; i < experts; i++) chances[i] = left * Math.Exp(-skew * i / experts) / total;
                break;
            }

            for (; full < cut; full++) chances[full] = 1;
        }

        return chances;
    }
}
