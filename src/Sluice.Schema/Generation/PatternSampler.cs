using System.Text;
using Sluice.Schema.Patterns;

namespace Sluice.Schema.Generation;

/// <summary>Writes texts along a regular expression. Borders and looks are passed by: whoever asks checks the result.</summary>
internal sealed class PatternSampler(Random random, int generosity)
{
    const int MaxLength = 20_000; // UTF-16 units

    readonly StringBuilder text = new();

    /// <summary>A text, null when the expression has a place where no character fits.</summary>
    public string? Sample(PatternNode node) => Write(node) ? text.ToString() : null;

    bool Write(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Character character:
                return WriteCharacter(character.Set);
            case PatternNode.Sequence sequence:
                return sequence.Parts.All(Write);
            case PatternNode.Choice choice:
                return Write(choice.Options[random.Next(choice.Options.Count)]);
            case PatternNode.Repeat repeat:
                var most = (int)Math.Min(repeat.Most ?? int.MaxValue, (long)repeat.Least + generosity);
                var count = random.Next(3) == 0 ? most : random.Next(repeat.Least, most + 1);
                for (var i = 0; i < count; i++)
                    if (text.Length > MaxLength || !Write(repeat.Part))
                        return false;
                return true;
            default:
                return true;
        }
    }

    bool WriteCharacter(CodePointSet set)
    {
        var ranges = Within(set, ' ', '~');
        if (ranges.Count == 0 || random.Next(12) == 0)
            ranges = [.. Within(set, 0, 0xD7FF), .. Within(set, 0xE000, CodePointSet.Last)];
        if (ranges.Count == 0)
            return false;
        var (first, last) = ranges[random.Next(ranges.Count)];
        text.Append(new Rune(random.Next(first, last + 1)).ToString());
        return true;
    }

    static List<(int First, int Last)> Within(CodePointSet set, int first, int last) =>
        [.. set.Ranges.Where(range => range.First <= last && range.Last >= first).Select(range => (Math.Max(range.First, first), Math.Min(range.Last, last)))];
}
