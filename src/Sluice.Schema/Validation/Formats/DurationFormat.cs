namespace Sluice.Schema.Validation.Formats;

/// <summary>RFC 3339 appendix A: weeks alone, or date and time parts in order without gaps between the first and the last of them.</summary>
internal static class DurationFormat
{
    public static bool IsDuration(ReadOnlySpan<char> text)
    {
        if (text is not ['P', ..])
            return false;
        text = text[1..];
        var separator = text.IndexOf('T');
        var date = separator < 0 ? text : text[..separator];
        if (separator < 0 && IsRun(date, "W"))
            return true;
        return separator < 0
            ? IsRun(date, "YMD")
            : (date.IsEmpty || IsRun(date, "YMD")) && IsRun(text[(separator + 1)..], "HMS");
    }

    /// <summary>True when the text is one or more numbers, followed by neighbouring units in this order.</summary>
    static bool IsRun(ReadOnlySpan<char> text, string units)
    {
        var next = -1;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits < 1)
                return false;
            var unit = units.IndexOf(text[digits], StringComparison.Ordinal);
            if (unit < 0 || next >= 0 && unit != next)
                return false;
            next = unit + 1;
            text = text[(digits + 1)..];
        }

        return next > 0;
    }
}
