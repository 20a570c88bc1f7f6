namespace Sluice.Twin.Predicting;

/// <summary>A prediction with its tenth and ninetieth percentile.</summary>
public readonly record struct Band(double Value, double Low, double High)
{
    /// <summary>Standard normal quantile at 0.9.</summary>
    const double Ninetieth = 1.2815515655446004;

    /// <param name="logSd">Standard deviation of the prediction's logarithm.</param>
    public static Band Of(double value, double logSd) => new(value, value * Math.Exp(-Ninetieth * logSd), value * Math.Exp(Ninetieth * logSd));

    public bool Holds(double measured) => Low <= measured && measured <= High;
}
