using System.Globalization;

namespace Sluice.Cli.History;

/// <summary>Times for people, in the time zone they are in: 2026-11-21 20:01.</summary>
internal static class Moments
{
    public static string Of(DateTimeOffset moment, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
