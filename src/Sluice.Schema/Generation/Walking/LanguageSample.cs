using System.Text;
using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Patterns;

namespace Sluice.Schema.Generation.Walking;

/// <summary>Picks a member of a language: wanders at first, then takes the shortest way to an end.</summary>
internal static class LanguageSample
{
    /// <param name="wander">Characters chosen freely.</param>
    public static string Pick(BoundedLanguage bounded, Random random, int wander)
    {
        var (language, state, text) = (bounded.Language, bounded.Language.Start, new StringBuilder());
        for (var length = 0; ; length++)
        {
            var isEager = length >= Math.Max(wander, bounded.MinLength);
            var ways = bounded.Ways(state, length, 0, CodePointSet.Last).ToList();
            if (bounded.CanEnd(state, length) && (isEager || ways.Count == 0 || random.Next(wander + 1) == 0))
                return text.ToString();
            if (isEager)
            {
                var nearest = ways.Min(way => language.ShortestFrom(way.State));
                ways.RemoveAll(way => language.ShortestFrom(way.State) > nearest);
            }

            var common = ways.FindAll(way => way.First < 0x7F && way.Last >= ' ');
            var (first, last, next) = common.Count > 0 && random.Next(8) > 0 ? common[random.Next(common.Count)] : ways[random.Next(ways.Count)];
            text.Append(char.ConvertFromUtf32(Character(first, last, random)));
            state = next;
        }
    }

    /// <summary>One of a range of characters, mostly a printable one of Basic Latin or a letter where there are such.</summary>
    static int Character(int first, int last, Random random)
    {
        if (first < 0x7F && last >= ' ' && random.Next(8) > 0)
            (first, last) = (Math.Max(' ', first), Math.Min('~', last));
        if (first <= 'a' && last >= 'z' && random.Next(4) > 0)
            (first, last) = ('a', 'z');
        return random.Next(first, Math.Min(last, first + 0x400) + 1);
    }
}
