using System.Globalization;

namespace Sluice.Bench.Reporting.Charts;

/// <summary>Maps values to a share of a length, evenly or by their logarithms, and says where ticks stand.</summary>
sealed class Scale
{
    /// <summary>Values farther apart than this are easier to read by their logarithms.</summary>
    const double FarApart = 40;

    const int MostTicks = 9;

    readonly double _low, _high;
    readonly bool _log;

    Scale(double low, double high, bool log, IReadOnlyList<double> ticks)
    {
        (_low, _high, _log) = (log ? Math.Log(low) : low, log ? Math.Log(high) : high, log);
        Ticks = [.. ticks.Where(tick => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))];
    }

    public IReadOnlyList<double> Ticks { get; }

    public bool IsLogarithmic => _log;

    /// <summary>From 0 to 1; what lies beyond an end is drawn there.</summary>
    public double Share(double value)
    {
        var at = _log ? Math.Log(Math.Max(value, double.Epsilon)) : value;
        return Math.Clamp(_high > _low ? (at - _low) / (_high - _low) : 0.5, 0, 1);
    }

    /// <summary>Short enough for a narrow margin: 0.5, 2,000, 200k, 5M.</summary>
    public static string Label(double tick) => Math.Abs(tick) switch
    {
        >= 1e6 => (tick / 1e6).ToString("#,0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e5 => (tick / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + "k",
        >= 1e3 => tick.ToString("#,0", CultureInfo.InvariantCulture),
        _ => tick.ToString("0.####", CultureInfo.InvariantCulture),
    };

    public static Scale Of(AxisKind kind, IReadOnlyCollection<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0) return new Scale(0, 1, false, [0, 1]);
        return kind switch
        {
            AxisKind.Levels => OfLevels(finite),
            AxisKind.Ratio => Even(Math.Min(1, finite.Min()), Math.Max(1, finite.Max())),
            _ => finite.Min() is > 0 and var least && finite.Max() / least > FarApart ? ByLogarithm(least, finite.Max()) : Even(0, finite.Max()),
        };
    }

    static Scale OfLevels(double[] values)
    {
        double[] levels = [.. values.Distinct().Order()];
        var log = levels[0] > 0 && levels[^1] / levels[0] >= 8;
        var margin = log ? 0 : Math.Max(0.5, 0.05 * (levels[^1] - levels[0]));
        return new Scale(log ? levels[0] / 1.15 : levels[0] - margin, log ? levels[^1] * 1.15 : levels[^1] + margin, log, Thinned(levels));
    }

    static Scale Even(double low, double high)
    {
        if (high <= low) high = low + 1;
        var rough = (high - low) / 5;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = unit * (rough / unit) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 };
        var (first, last) = ((long)Math.Floor(low / step + 1e-9), (long)Math.Ceiling(high / step - 1e-9));
        return new Scale(first * step, last * step, false, [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Math.Round((first + i) * step, 10))]);
    }

    /// <summary>Ticks at 1, 2 and 5 times the powers of ten; at the powers alone when those would be many.</summary>
    static Scale ByLogarithm(double low, double high)
    {
        var steps = new List<double>();
        for (var power = (int)Math.Floor(Math.Log10(low)); power <= (int)Math.Ceiling(Math.Log10(high)); power++)
            steps.AddRange([Math.Pow(10, power), 2 * Math.Pow(10, power), 5 * Math.Pow(10, power)]);
        var (from, to) = (steps.Last(step => step <= low * (1 + 1e-9)), steps.First(step => step >= high * (1 - 1e-9)));
        double[] inside = [.. steps.Where(step => step >= from && step <= to)];
        return new Scale(from, to, true, inside.Length <= MostTicks ? inside : [.. inside.Where((_, i) => steps.IndexOf(inside[i]) % 3 == 0)]);
    }

    static double[] Thinned(double[] levels)
    {
        var every = (levels.Length + MostTicks - 1) / MostTicks;
        return [.. levels.Where((_, i) => (levels.Length - 1 - i) % every == 0)];
    }
}
