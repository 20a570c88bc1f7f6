using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Spans of time as people write them: <c>500ms</c>, <c>30s</c>, <c>10m</c>, <c>2h</c>.</summary>
internal static partial class Duration
{
    public const string Allowed = "a time such as 500ms, 30s, 10m or 2h";

    static readonly TimeSpan longest = TimeSpan.FromDays(30); // timers take up to 49 days

    /// <summary>Null when the text is no time, not above zero, or longer than a month.</summary>
    public static TimeSpan? Of(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        var number = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var seconds = number * match.Groups["unit"].Value switch { "ms" => 0.001, "s" => 1, "m" => 60, _ => 3600 };
        return seconds > 0 && seconds <= longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    [GeneratedRegex("^(?<number>[0-9]{1,9}([.][0-9]{1,9})?)(?<unit>ms|s|m|h)$")]
    private static partial Regex Form();
}
