using System.Globalization;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Templates;

/// <summary>A clock that stands, for templates that write the date.</summary>
internal sealed class FixedClock(DateTime local) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(local, TimeSpan.Zero);

    /// <summary>The clock that <c>--clock</c> asks for; without it <paramref name="otherwise"/>.</summary>
    public static TimeProvider Of(string? typed, TimeProvider otherwise)
    {
        if (typed is null) return otherwise;
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
        return DateTime.TryParseExact(typed, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            ? new FixedClock(local)
            : throw new CouldNotRunException("--clock", $"'{typed}' is no time", "a date and time such as 2026-01-15T09:30:00");
    }
}
