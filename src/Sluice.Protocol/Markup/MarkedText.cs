namespace Sluice.Protocol.Markup;

/// <summary>Text that arrives in pieces and is cut at markers. What could still become a marker is held back.</summary>
internal sealed class MarkedText
{
    string text = "";

    public void Append(string piece) => text += piece;

    /// <summary>Text that was taken and is to be read again, in another way.</summary>
    public void PutBack(string piece) => text = piece + text;

    /// <summary>Takes the text before the first of the markers, and the marker with it.</summary>
    /// <param name="markers">None is the beginning of another.</param>
    /// <param name="isLast">Nothing comes any more, so nothing is held back.</param>
    /// <param name="marker">Null when there is none yet.</param>
    public string TakeUntil(IReadOnlyList<string> markers, bool isLast, out string? marker)
    {
        var first = -1;
        marker = null;
        foreach (var candidate in markers)
        {
            var at = text.IndexOf(candidate, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first))
                (first, marker) = (at, candidate);
        }

        var end = marker is not null ? first : isLast ? text.Length : text.Length - LongestBeginning(markers);
        var taken = text[..end];
        text = text[(end + (marker?.Length ?? 0))..];
        return taken;
    }

    // Characters at the end that may be the beginning of a marker.
    int LongestBeginning(IReadOnlyList<string> markers)
    {
        var longest = 0;
        foreach (var marker in markers)
        {
            for (var length = Math.Min(marker.Length - 1, text.Length); length > longest; length--)
            {
                if (text.AsSpan(text.Length - length).SequenceEqual(marker.AsSpan(0, length)))
                    longest = length;
            }
        }

        return longest;
    }
}
