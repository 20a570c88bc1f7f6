using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Measures;

/// <summary>One reported figure: its value with an interval and how that was made, or why there is none.</summary>
public sealed record Figure
{
    /// <summary>Null when it cannot be stated; <see cref="Missing"/> then says why. Never 0 for "unknown".</summary>
    public double? Value { get; init; }

    /// <summary>95 %; null when none can be stated.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Method { get; init; }

    /// <summary>Observations behind it.</summary>
    public int N { get; init; }

    public string? Missing { get; init; }

    /// <summary>Half the interval's width as a share of the value; null without one.</summary>
    public double? RelativeHalfWidth => Value is { } value && Interval is { } interval ? interval.RelativeHalfWidth(value) : null;

    public static Figure Of(double value, int n) => new() { Value = value, N = n };

    public static Figure None(string why, int n = 0) => new() { Missing = why, N = n };

    public Figure Times(double factor) => this with
    {
        Value = Value * factor,
        Interval = Interval is { } interval ? new Interval(interval.Low * factor, interval.High * factor) : null,
    };
}
