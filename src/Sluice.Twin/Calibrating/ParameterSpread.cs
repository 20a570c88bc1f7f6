using Sluice.Catalog.Hardware;

namespace Sluice.Twin.Calibrating;

/// <summary>The parameters that some models' predictions depend on, with the covariance of their logarithms: fitted where known, the priors' otherwise.</summary>
public sealed class ParameterSpread
{
    readonly Calibration _calibration;
    readonly double[,] _covariance;

    public ParameterSpread(Calibration calibration, HardwareSpec hardware, IEnumerable<string> models)
    {
        Names = [.. ParameterNames.Shared, .. models.SelectMany(model => ParameterNames.PerModel.Select(name => ParameterNames.For(name, model)))];
        var values = Names.Select(name => calibration.Value(name, hardware)).ToList();
        var places = Names.Select(name => calibration.Values.ToList().FindIndex(value => string.Equals(value.Name, name, StringComparison.OrdinalIgnoreCase))).ToList();
        _calibration = calibration with { Values = [.. values], Covariance = null };
        _covariance = new double[Names.Count, Names.Count];
        for (var i = 0; i < Names.Count; i++)
        {
            for (var j = 0; j < Names.Count; j++)
            {
                var known = calibration.Covariance is { } matrix && places[i] >= 0 && places[j] >= 0;
                _covariance[i, j] = known ? calibration.Covariance![places[i]][places[j]] : i == j ? values[i].LogSd * values[i].LogSd : 0;
            }
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The calibration with one value larger by a small logarithm.</summary>
    public Calibration Moved(string name, double log) => _calibration with
    {
        Values = [.. _calibration.Values.Select(value => value.Name == name ? value with { Value = value.Value * Math.Exp(log) } : value)],
    };

    /// <summary>Variance of a prediction's logarithm whose slopes by the parameters' logarithms are given.</summary>
    public double Variance(IReadOnlyList<double> slopes)
    {
        var sum = 0.0;
        for (var i = 0; i < slopes.Count; i++)
        {
            for (var j = 0; j < slopes.Count; j++) sum += slopes[i] * slopes[j] * _covariance[i, j];
        }

        return sum;
    }

    /// <summary>The share of that variance that goes when a parameter becomes known exactly, the others being independent of it.</summary>
    public double ShareOf(string name, IReadOnlyList<double> slopes)
    {
        var i = Names.ToList().IndexOf(name);
        var total = Variance(slopes);
        if (total <= 0 || i < 0) return 0;
        var with = Enumerable.Range(0, slopes.Count).Sum(j => slopes[j] * _covariance[i, j]);
        return with * with / _covariance[i, i] / total;
    }
}
