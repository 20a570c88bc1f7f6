using Sluice.Schema.Loading;

namespace Sluice.Schema.Generation;

/// <summary>Runs of words out of a text, for strings that must be quoted from it.</summary>
internal static class SourceSpans
{
    const int MaxWords = 3;

    /// <summary>One to three words of one line, from the line's beginning when the rule asks for it; null when the text has none.</summary>
    public static string? Pick(string source, VerbatimRule rule, Random random)
    {
        var lines = source.Split('\n').Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0).ToArray();
        if (lines.Length == 0)
            return null;
        var words = lines[random.Next(lines.Length)];
        var first = rule.AtLineStart ? 0 : random.Next(words.Length);
        return string.Join(' ', words.Skip(first).Take(1 + random.Next(Math.Min(MaxWords, rule.MaxWords ?? MaxWords))));
    }
}
