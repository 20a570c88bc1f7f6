namespace Sluice.Schema.Validation.Formats;

/// <summary>RFC 3339 section 5.6: full-date, full-time and date-time.</summary>
internal static class DateTimeFormats
{
    public static bool IsDateTime(ReadOnlySpan<char> text) =>
        text.Length > 11 && text[10] is 'T' or 't' && IsDate(text[..10]) && IsTime(text[11..]);

    public static bool IsDate(ReadOnlySpan<char> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..], out var day))
            return false;
        // Year 0 is a leap year of the same length as 2000, which DateTime cannot say.
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 2000 : year, month);
    }

    public static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':')
            return false;
        if (!Number(text[..2], out var hour) || !Number(text[3..5], out var minute) || !Number(text[6..8], out var second))
            return false;
        if (hour > 23 || minute > 59 || second > 60)
            return false;
        text = text[8..];
        if (text[0] == '.')
        {
            var end = text[1..].IndexOfAnyExceptInRange('0', '9') + 1;
            if (end <= 1)
                return false;
            text = text[end..];
        }

        // A leap second stands at the end of a day in UTC.
        return Offset(text) is { } offset && (second < 60 || ((hour * 60 + minute - offset) % 1440 + 1440) % 1440 == 1439);
    }

    /// <summary>Minutes east of UTC, null when the text is no offset.</summary>
    static int? Offset(ReadOnlySpan<char> text)
    {
        if (text is ['Z' or 'z'])
            return 0;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':')
            return null;
        if (!Number(text[1..3], out var hours) || !Number(text[4..], out var minutes) || hours > 23 || minutes > 59)
            return null;
        return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    static bool Number(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            value = value * 10 + (digit - '0');
        }

        return true;
    }
}
