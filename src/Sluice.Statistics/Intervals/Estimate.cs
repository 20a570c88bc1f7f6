namespace Sluice.Statistics.Intervals;

/// <summary>An estimate with its standard error, to draw values from that it might as well have had.</summary>
/// <param name="Degrees">Of Student's t: batches or values less one.</param>
public readonly record struct Estimate(double Value, double Error, double Degrees)
{
    /// <summary>From a 95 % interval that was made with Student's t.</summary>
    public static Estimate Of(double value, Interval interval, double degrees) =>
        new(value, (interval.High - interval.Low) / 2 / StudentT.Quantile(0.975, degrees), degrees);

    /// <summary>A value at a random distance by Student's t.</summary>
    public double Draw(Random random)
    {
        if (Error <= 0) return Value;
        var chi = 0.0;
        for (var i = 0; i < (int)Math.Max(1, Degrees); i++)
        {
            var each = Normal(random);
            chi += each * each;
        }

        return Value + Error * Normal(random) / Math.Sqrt(chi / Math.Max(1, (int)Degrees));
    }

    /// <summary>Box and Muller's.</summary>
    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
