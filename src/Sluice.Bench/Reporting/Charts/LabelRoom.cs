namespace Sluice.Bench.Reporting.Charts;

/// <summary>The room that labels have in a chart. What is placed lies inside, and never on another label.</summary>
sealed class LabelRoom(double left, double right, double top, double bottom)
{
    /// <summary>A bold character and a line at the size that phones get (18 px on a chart of 560), where labels are largest.</summary>
    const double CharacterWidth = 10.5, LineHeight = 18;

    readonly List<(double Left, double Right, double Top, double Bottom)> _taken = [];

    public static double WidthOf(string text) => text.Length * CharacterWidth;

    /// <summary>Beside a point: right above it, else left above, right below, left below.</summary>
    /// <returns>Where the text stands and to which side it goes; null when there is room nowhere.</returns>
    public (double X, double Y, bool ToTheLeft)? Beside(double x, double y, string text)
    {
        foreach (var (toTheLeft, down) in (ReadOnlySpan<(bool, double)>)[(false, -8), (true, -8), (false, LineHeight), (true, LineHeight)])
        {
            if (TryTake(toTheLeft ? x - 9 : x + 9, y + down, text, toTheLeft)) return (toTheLeft ? x - 9 : x + 9, y + down, toTheLeft);
        }

        return null;
    }

    /// <summary>Beside a line that goes up and down: on the side where it fits, else where there is more room, moved inside.</summary>
    public (double X, bool ToTheLeft) BesideLine(double x, string text)
    {
        var width = WidthOf(text);
        var toTheLeft = x + 6 + width > right && (x - 6 - width >= left || x - left > right - x);
        return (toTheLeft ? Math.Max(x - 6, Math.Min(right, left + width)) : Math.Min(x + 6, Math.Max(left, right - width)), toTheLeft);
    }

    bool TryTake(double x, double y, string text, bool toTheLeft)
    {
        var from = toTheLeft ? x - WidthOf(text) : x;
        var (to, above) = (from + WidthOf(text), y - LineHeight * 0.8);
        if (from < left || to > right || above < top || y > bottom || _taken.Exists(box => from < box.Right && to > box.Left && above < box.Bottom && y > box.Top)) return false;
        _taken.Add((from, to, above, y));
        return true;
    }
}
