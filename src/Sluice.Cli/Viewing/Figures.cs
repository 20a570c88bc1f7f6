using System.Globalization;

namespace Sluice.Cli.Viewing;

/// <summary>Figures as people read them, the same under every culture: 2,140 and 1.5 and 0:42. What is not known is a dash.</summary>
internal static class Figures
{
    public const string Unknown = "–";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long? count) => count is { } known ? Count(known) : Unknown;

    /// <summary>"1 record", "2 records".</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Three digits are enough to compare rates: 2,140 and 21.4 and 2.14.</summary>
    public static string Rate(double? rate) => rate switch
    {
        null or double.NaN or double.PositiveInfinity => Unknown,
        >= 100 => rate.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => rate.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => rate.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>Minutes and seconds, hours in front when there are any: 0:42, 12:05, 3:00:09.</summary>
    public static string Clock(TimeSpan? time) => time switch
    {
        null => Unknown,
        { TotalHours: >= 1 } span => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}"),
        { } span => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}"),
    };

    /// <summary>Whole per cent, rounded down, so that 100 % means all.</summary>
    public static string Percent(long part, long whole) =>
        whole == 0 ? Unknown : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100.0 * part / whole)} %");

    /// <summary>"3.1 times", for ratios of rates.</summary>
    public static string Times(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0} times");
}
