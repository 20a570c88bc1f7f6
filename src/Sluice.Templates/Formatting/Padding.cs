using Sluice.Templates.Running;
using Sluice.Templates.Text;

namespace Sluice.Templates.Formatting;

/// <summary>Filling a text up to a width, counted in code points.</summary>
internal static class Padding
{
    public static string Left(string text, int width, string fill, Rendering rendering) =>
        Blank(width - CodePoints.Count(text), fill, rendering) + text;

    public static string Right(string text, int width, string fill, Rendering rendering) =>
        text + Blank(width - CodePoints.Count(text), fill, rendering);

    /// <summary>As <c>format</c> centres: what does not divide goes to the right.</summary>
    public static string Both(string text, int width, string fill, Rendering rendering)
    {
        var missing = Math.Max(0, width - CodePoints.Count(text));
        return Blank(missing / 2, fill, rendering) + text + Blank(missing - missing / 2, fill, rendering);
    }

    public static string Blank(int count, string fill, Rendering rendering)
    {
        if (count <= 0)
            return "";
        rendering.ChargeText(count);
        return fill.Length == 1 ? new string(fill[0], count) : string.Concat(Enumerable.Repeat(fill, count));
    }
}
