using System.Globalization;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Benching;

/// <summary>Reads lists and quantities as people type them on the command line.</summary>
internal static class Lists
{
    private const int Most = 10_000_000;

    /// <summary><c>512,2048</c>, in the order typed, each once.</summary>
    public static IReadOnlyList<int> Whole(string option, string? typed, int least, params int[] standard)
    {
        if (typed is null) return standard;
        var numbers = new List<int>();
        foreach (string part in typed.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < least || number > Most)
                throw new CouldNotRunException(option, $"'{part}' is no number in range", string.Create(CultureInfo.InvariantCulture, $"whole numbers from {least} to {Most}, with commas between"));
            if (!numbers.Contains(number)) numbers.Add(number);
        }
        return numbers;
    }

    /// <summary><c>0.5,2,8</c>.</summary>
    public static IReadOnlyList<double> Rates(string option, string? typed)
    {
        if (typed is null) return [];
        return [.. typed.Split(',', StringSplitOptions.TrimEntries).Select(part =>
            double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate is > 0 and <= 100_000
                ? rate
                : throw new CouldNotRunException(option, $"'{part}' is no rate", "requests a second, above 0, with commas between"))];
    }

    /// <summary><c>2%</c> or <c>0.02</c>, as a share.</summary>
    public static double? Share(string option, string? typed)
    {
        if (typed is null) return null;
        bool percent = typed.EndsWith('%');
        if (double.TryParse(typed.TrimEnd('%').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && (percent ? number / 100 : number) is > 0 and < 1 and var share) return share;
        throw new CouldNotRunException(option, $"'{typed}' is no share", "a percentage such as 2%, above 0 and below 100");
    }

    /// <summary><c>90s</c>, <c>5m</c>, <c>50ms</c>, <c>2h</c>.</summary>
    public static TimeSpan? Time(string option, string? typed)
    {
        if (typed is null) return null;
        (string text, double factor) = typed switch
        {
            _ when typed.EndsWith("ms", StringComparison.Ordinal) => (typed[..^2], 0.001),
            _ when typed.EndsWith('s') => (typed[..^1], 1),
            _ when typed.EndsWith('m') => (typed[..^1], 60),
            _ when typed.EndsWith('h') => (typed[..^1], 3600),
            _ => (typed, double.NaN),
        };
        if (double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number * factor is > 0 and < 1e7 and var seconds) return TimeSpan.FromSeconds(seconds);
        throw new CouldNotRunException(option, $"'{typed}' is no time", "a number with its unit: 50ms, 90s, 5m or 2h");
    }
}
