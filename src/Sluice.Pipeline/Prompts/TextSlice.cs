using System.Text;

namespace Sluice.Pipeline.Prompts;

/// <summary>A part of a text by Unicode scalar values, never half a surrogate pair: what <c>text[start:end]</c> means in Jinja and Python.</summary>
/// <param name="Start">First character kept, from 0.</param>
/// <param name="End">First character not kept; null keeps all to the end.</param>
internal readonly record struct TextSlice(int Start, int? End)
{
    public string Of(string text)
    {
        if (Start == 0 && (End is null || text.Length <= End)) return text;

        int from = text.Length, index = 0, position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (position == Start) from = index;
            if (position == End) break;
            index += rune.Utf16SequenceLength;
            position++;
        }

        return from >= index ? "" : text[from..index];
    }
}
