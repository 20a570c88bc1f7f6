using System.Globalization;
using Sluice.Twin.Predicting;

namespace Sluice.Twin.Rendering;

/// <summary>How figures are written for people: the same under every culture.</summary>
static class Numbers
{
    /// <summary>Three significant digits or all whole ones, with thousands separators.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        0 => "0",
        _ => value.ToString("0.00#", CultureInfo.InvariantCulture),
    };

    public static string Short(double? value) => value is { } known ? Short(known) : "-";

    /// <summary>"110 (101-120)".</summary>
    public static string Banded(Band? band) => band is { } known ? $"{Short(known.Value)} ({Short(known.Low)}-{Short(known.High)})" : "-";

    public static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    public static string FinePercent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    public static string SignedPercent(double share) => share.ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture);

    public static string GiB(double bytes) => (bytes / (1L << 30)).ToString("#,0.0", CultureInfo.InvariantCulture) + " GiB";

    public static string GB(double bytes) => (bytes / 1e9).ToString("0.00", CultureInfo.InvariantCulture) + " GB";

    public static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
