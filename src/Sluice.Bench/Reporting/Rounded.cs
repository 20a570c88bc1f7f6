using System.Globalization;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>Figures for people, the same under every culture: three digits or all whole ones.</summary>
public static class Rounded
{
    const double Minute = 60, Hour = 60 * Minute, Day = 24 * Hour;

    public const string Unknown = "–";

    public static string Of(double? value) => value switch
    {
        null => Unknown,
        { } large when Math.Abs(large) >= 100 => large.ToString("#,0", CultureInfo.InvariantCulture),
        { } some when Math.Abs(some) >= 10 => some.ToString("0.0", CultureInfo.InvariantCulture),
        { } few when Math.Abs(few) >= 1 || few == 0 => few.ToString("0.00", CultureInfo.InvariantCulture),
        { } tiny => tiny.ToString("0.00#", CultureInfo.InvariantCulture),
    };

    public static string Of(Figure figure) => Of(figure.Value);

    /// <summary>"319 ±1.2 %"; without an interval the value alone.</summary>
    public static string WithWidth(Figure figure) => figure.RelativeHalfWidth is { } width && double.IsFinite(width)
        ? $"{Of(figure.Value)} ±{(100 * width).ToString("0.0", CultureInfo.InvariantCulture)} %"
        : Of(figure.Value);

    /// <summary>A concurrency or a rate of requests, in full.</summary>
    public static string Level(double level) => level.ToString("#,0.###", CultureInfo.InvariantCulture);

    public static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"17.3 days", "3.1 hours", "42.0 minutes", "9.50 seconds": the largest unit of which there are two.</summary>
    public static string Time(double? seconds) => Time(seconds, seconds);

    /// <summary>In the unit that another time is told in, so that the two can be compared.</summary>
    public static string Time(double? seconds, double? like) => (seconds, like) switch
    {
        (null, _) => Unknown,
        (_, >= 2 * Day) => $"{Long(seconds.Value / Day)} days",
        (_, >= 2 * Hour) => $"{Long(seconds.Value / Hour)} hours",
        (_, >= 2 * Minute) => $"{Long(seconds.Value / Minute)} minutes",
        _ => $"{Of(seconds)} seconds",
    };

    static string Long(double amount) => amount.ToString(amount >= 1000 ? "#,0" : "0.0", CultureInfo.InvariantCulture);

    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
