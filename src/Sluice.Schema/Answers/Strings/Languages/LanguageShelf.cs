using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>The languages of one schema, each worked out once, all within one budget.</summary>
internal sealed class LanguageShelf
{
    readonly Dictionary<string, StringLanguage> patterns = new(StringComparer.Ordinal);

    public LanguageBudget Budget { get; } = new();

    /// <summary>The texts in which a pattern is found.</summary>
    /// <exception cref="LanguageLimitException">They cannot be followed.</exception>
    public StringLanguage OfPattern(EcmaPattern pattern)
    {
        if (!patterns.TryGetValue(pattern.Source, out var language))
            patterns.Add(pattern.Source, language = StringLanguage.OfPattern(pattern.Root, Budget));
        return language;
    }
}
