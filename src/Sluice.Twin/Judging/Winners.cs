using Sluice.Twin.Calibrating;

namespace Sluice.Twin.Judging;

/// <summary>How often the predicted better topology is the measured one.</summary>
/// <param name="Clear">Cells whose measured gap is above 10 %.</param>
/// <param name="ClearRight">Of those, how many are right.</param>
public sealed record Winners(int Cells, int Right, int Clear, int ClearRight)
{
    /// <summary>The measured gap from which a winner is clear.</summary>
    const double ClearGap = 0.10;

    /// <param name="pairs">Rivals of one metric, model and concurrency: measured and predicted values of both.</param>
    public static Winners Of(IEnumerable<Rivals> pairs)
    {
        var all = pairs.ToList();
        var clear = all.Where(pair => Math.Abs(pair.MeasuredRatio - 1) > ClearGap).ToList();
        return new Winners(all.Count, all.Count(pair => pair.Right), clear.Count, clear.Count(pair => pair.Right));
    }
}

/// <summary>Two topologies at one metric, model and concurrency. Ratios are challenger over champion, above 1 where the challenger is better.</summary>
public sealed record Rivals(Metric Metric, string Model, int Concurrency, double MeasuredRatio, double PredictedRatio)
{
    public bool Right => MeasuredRatio > 1 == PredictedRatio > 1;

    /// <summary>Pairs the cells of two topologies.</summary>
    public static IReadOnlyList<Rivals> Pair(IReadOnlyList<Cell> cells, IReadOnlyList<double> predicted, string champion, string challenger)
    {
        var rivals = new List<Rivals>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Topology != challenger) continue;
            for (var j = 0; j < cells.Count; j++)
            {
                if (cells[j].Topology != champion || (cells[j].Metric, cells[j].Model, cells[j].Concurrency) != (cells[i].Metric, cells[i].Model, cells[i].Concurrency)) continue;
                rivals.Add(new Rivals(cells[i].Metric, cells[i].Model, cells[i].Concurrency,
                    Better(cells[i].Metric, cells[i].Value!.Value / cells[j].Value!.Value), Better(cells[i].Metric, predicted[i] / predicted[j])));
            }
        }

        return rivals;
    }

    /// <summary>Less time is better, more tokens are.</summary>
    static double Better(Metric metric, double ratio) => metric == Metric.Ttft ? 1 / ratio : ratio;
}
