using System.Text;
using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Generation.Walking;

/// <summary>Writes a string: a likely one as a whole, else character by character, whichever the machine lets through.</summary>
internal sealed class StringWalk(DocumentWalk walk)
{
    const int Tries = 20;           // of likely strings
    const int MaxLength = 20_000;   // characters; longer strings are not written
    const string Letters = "abcdefghijklmnopqrstuvwxyz";
    const string Others = " ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 -_.,äéß世界🐲\"\\/\n";

    static readonly Rune[] letters = [.. Letters.EnumerateRunes()];
    static readonly Rune[] others = [.. Others.EnumerateRunes()];

    /// <summary>Rarely needed, so tried last: every other character of the first 256 and one of each further plane.</summary>
    static readonly Rune[] rest = [.. Enumerable.Range(0x21, 0x100 - 0x21).Append(0x4E00).Append(0x1F600).Append(0x10FFFF).Where(Rune.IsValid).Select(value => new Rune(value))];

    public bool TryWrite(StringAlternative choice)
    {
        if (choice.MinLength > MaxLength)
            throw new EndlessWalkException($"strings of more than {MaxLength} characters are not written");
        for (var tries = 0; tries < Tries; tries++)
        {
            if (Likely(choice) is { } text && walk.Pen.TryWrite(JsonName.Of(text)))
                return true;
        }

        if (!walk.Pen.TryWrite("\""u8))
            return false;
        WriteToEnd();
        return true;
    }

    /// <summary>Writes what is left of a string or key that has been begun, and its closing quote.</summary>
    public void WriteToEnd()
    {
        for (var length = 0; length < MaxLength; length++)
        {
            if ((length > 0 || walk.Random.Next(4) == 0) && walk.Random.Next(3) > 0 && walk.Pen.TryWrite("\""u8))
                return;
            if (!TryWriteCharacter())
            {
                if (walk.Pen.TryWrite("\""u8))
                    return;
                throw new InvalidOperationException($"the answer machine neither goes on nor ends the string after {walk.Pen.Text}");
            }
        }

        throw new EndlessWalkException($"strings of more than {MaxLength} characters are not written");
    }

    string? Likely(StringAlternative choice)
    {
        if (choice.Members is { } members)
            return members[walk.Random.Next(members.Count)];
        if (choice.Verbatim is { } rule && walk.Options.Source is { } source)
            return SourceSpans.Pick(source, rule, walk.Random);
        if (choice.Language is { } language)
            return LanguageSample.Pick(language, walk.Random, walk.Options.Generosity * 3);
        return Words((int)Math.Min(choice.MaxLength, choice.MinLength + (long)walk.Random.Next(walk.Options.Generosity * 3 + 1)));
    }

    string Words(int length)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
            text.Append(Pick(walk.Random.Next(4) > 0 ? letters : others).ToString());
        return text.ToString();
    }

    bool TryWriteCharacter()
    {
        foreach (var set in walk.Random.Next(4) > 0 ? [letters, others, rest] : (Rune[][])[others, letters, rest])
        {
            var first = walk.Random.Next(set.Length);
            for (var offset = 0; offset < set.Length; offset++)
            {
                if (walk.Pen.TryWrite(JsonName.Of(set[(first + offset) % set.Length].ToString())[1..^1]))
                    return true;
            }
        }

        return TryWriteAnyByte();
    }

    /// <summary>The beginning of whatever character may come; the machine leads to its end.</summary>
    bool TryWriteAnyByte()
    {
        var first = walk.Random.Next(256);
        for (var offset = 0; offset < 256; offset++)
        {
            var next = (byte)((first + offset) % 256);
            if (next != (byte)'"' && walk.Pen.TryWrite([next]))
                return true;
        }

        return false;
    }

    Rune Pick(Rune[] set) => set[walk.Random.Next(set.Length)];
}
