namespace Sluice.Schema.Answers.Strings;

/// <summary>Strings without rules, listed one by one.</summary>
internal static class FreeStrings
{
    /// <summary>All white space that Unicode names.</summary>
    public static readonly int[] Spaces =
        [' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000];

    /// <summary>Strings of the given lengths in code points; only the last two characters vary, which makes a million million for each length.</summary>
    public static IEnumerable<string> OfLengths(int min, int max)
    {
        for (var length = min; length <= max; length++)
        {
            if (length == 0)
            {
                yield return "";
                continue;
            }

            var head = new string('a', Math.Max(0, length - 2));
            foreach (var first in length == 1 ? [""] : Characters())
            {
                foreach (var last in Characters())
                    yield return head + first + last;
            }
        }
    }

    /// <summary>Every character, letters first.</summary>
    static IEnumerable<string> Characters()
    {
        for (var letter = 'a'; letter <= 'z'; letter++)
            yield return letter.ToString();
        for (var other = 0; other <= 0x10FFFF; other++)
        {
            if (other is < 'a' or (> 'z' and < 0xD800) or > 0xDFFF)
                yield return char.ConvertFromUtf32(other);
        }
    }
}
