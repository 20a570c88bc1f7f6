using System.Text;

namespace Sluice.Engine.Sampling;

/// <summary>Turns the bytes of tokens into text for the client: whole characters only, and nothing of a stop string.</summary>
internal sealed class AnswerText(IReadOnlyList<string> stops)
{
    readonly Decoder decoder = Encoding.UTF8.GetDecoder(); // holds back the bytes of an unfinished character
    readonly StringBuilder held = new();
    char[] buffer = new char[64];

    /// <summary>True once a stop string was met; what follows it is dropped.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Takes the bytes of one token and gives the text that is certain now, often empty.</summary>
    public string Append(ReadOnlySpan<byte> utf8) => Take(utf8, isLast: false);

    /// <summary>The rest: what could have become a stop string, and U+FFFD for a character that was never finished.</summary>
    public string Finish()
    {
        var text = Take([], isLast: true) + held;
        held.Clear();
        return text;
    }

    string Take(ReadOnlySpan<byte> utf8, bool isLast)
    {
        if (IsStopped)
            return "";
        var room = decoder.GetCharCount(utf8, isLast);
        if (room > buffer.Length)
            buffer = new char[room];
        var count = decoder.GetChars(utf8, buffer, isLast);
        if (stops.Count == 0)
            return new string(buffer, 0, count);

        held.Append(buffer, 0, count);
        var text = held.ToString();
        held.Clear();
        var stop = FindStop(text);
        IsStopped = stop >= 0;
        var certain = IsStopped ? stop : text.Length - BeginningOfStop(text);
        if (!IsStopped)
            held.Append(text, certain, text.Length - certain);
        return text[..certain];
    }

    int FindStop(string text)
    {
        var first = -1;
        foreach (var stop in stops)
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first))
                first = at;
        }
        return first;
    }

    // Characters at the end of a text that may be the beginning of a stop string.
    int BeginningOfStop(string text)
    {
        var longest = 0;
        foreach (var stop in stops)
        {
            for (var length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
            {
                if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                    longest = length;
            }
        }
        return longest;
    }
}
