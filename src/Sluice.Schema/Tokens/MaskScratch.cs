using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Tokens;

/// <summary>Lists that a mask needs while it is made, kept so that making one allocates nothing.</summary>
internal sealed class MaskScratch
{
    public List<TextCursor> Places { get; } = [];

    public List<TextMask> Texts { get; } = [];

    public void Clear()
    {
        Places.Clear();
        Texts.Clear();
    }
}
