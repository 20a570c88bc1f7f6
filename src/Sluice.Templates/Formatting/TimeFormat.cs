using System.Globalization;
using System.Text;

namespace Sluice.Templates.Formatting;

/// <summary>C's <c>strftime</c> with English names, whatever the machine's culture; with glibc's <c>-</c>, <c>_</c>, <c>0</c> and <c>^</c> flags.</summary>
internal static class TimeFormat
{
    public static string Of(string format, DateTime time)
    {
        StringBuilder result = new();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                result.Append(format[i]);
                continue;
            }

            var start = i++;
            var flag = format[i] is ('-' or '_' or '0' or '^') && i + 1 < format.Length ? format[i++] : '\0';
            result.Append(Flagged(Field(format[i], time), flag) ?? format[start..(i + 1)]);
        }

        return result.ToString();
    }

    static string? Flagged(string? text, char flag) => (text, flag) switch
    {
        (null, _) => null,
        (_, '^') => text.ToUpperInvariant(),
        (_, '-') => text.TrimStart('0', ' ') is { Length: > 0 } bare ? bare : text[^1..],
        (_, '_') => text[..^1].Length - text[..^1].TrimStart('0').Length is var zeros ? new string(' ', zeros) + text[zeros..] : text,
        (_, '0') => text.Replace(' ', '0'),
        _ => text,
    };

    /// <summary>Null for a letter that C does not know.</summary>
    static string? Field(char letter, DateTime time) => letter switch
    {
        'Y' => Invariant(time, "yyyy"),
        'y' => Invariant(time, "yy"),
        'C' => Invariant(time, "yyyy")[..2],
        'm' => Invariant(time, "MM"),
        'B' => Invariant(time, "MMMM"),
        'b' or 'h' => Invariant(time, "MMM"),
        'd' => Invariant(time, "dd"),
        'e' => Blank(time.Day),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'A' => Invariant(time, "dddd"),
        'a' => Invariant(time, "ddd"),
        'u' => (time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'U' => Two((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7),
        'W' => Two((time.DayOfYear + 6 - ((int)time.DayOfWeek + 6) % 7) / 7),
        'V' => Two(ISOWeek.GetWeekOfYear(time)),
        'G' => ISOWeek.GetYear(time).ToString("0000", CultureInfo.InvariantCulture),
        'g' => Two(ISOWeek.GetYear(time) % 100),
        'H' => Invariant(time, "HH"),
        'I' => Invariant(time, "hh"),
        'k' => Blank(time.Hour),
        'l' => Blank((time.Hour + 11) % 12 + 1),
        'M' => Invariant(time, "mm"),
        'S' => Invariant(time, "ss"),
        'f' => Invariant(time, "ffffff"),
        'p' => time.Hour < 12 ? "AM" : "PM",
        'P' => time.Hour < 12 ? "am" : "pm",
        'z' or 'Z' => "",
        'D' or 'x' => Invariant(time, "MM'/'dd'/'yy"),
        'F' => Invariant(time, "yyyy'-'MM'-'dd"),
        'T' or 'X' => Invariant(time, "HH':'mm':'ss"),
        'R' => Invariant(time, "HH':'mm"),
        'r' => Invariant(time, "hh':'mm':'ss ") + (time.Hour < 12 ? "AM" : "PM"),
        'c' => Invariant(time, "ddd MMM ") + Blank(time.Day) + Invariant(time, " HH':'mm':'ss yyyy"),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => null,
    };

    static string Invariant(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    static string Two(int number) => number.ToString("00", CultureInfo.InvariantCulture);

    static string Blank(int number) => number.ToString(CultureInfo.InvariantCulture).PadLeft(2);
}
