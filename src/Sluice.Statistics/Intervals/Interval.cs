namespace Sluice.Statistics.Intervals;

/// <summary>A range that holds the true value in the stated share of repetitions; 95 % unless said otherwise.</summary>
public readonly record struct Interval(double Low, double High)
{
    public bool Holds(double value) => Low <= value && value <= High;

    /// <summary>Half the width as a share of a value; infinite around zero.</summary>
    public double RelativeHalfWidth(double value) => value == 0 ? double.PositiveInfinity : (High - Low) / 2 / Math.Abs(value);
}
