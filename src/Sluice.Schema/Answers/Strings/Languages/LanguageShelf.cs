using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>
/// The languages of one schema, each worked out once, all within one budget. Whatever could not be worked out is not tried again.
/// Every member may throw a <see cref="LanguageLimitException"/>.
/// </summary>
internal sealed class LanguageShelf
{
    readonly Dictionary<(string Operation, object Left, object? Right), object> known = [];

    public LanguageBudget Budget { get; } = new();

    /// <summary>The texts in which a pattern is found.</summary>
    public StringLanguage OfPattern(EcmaPattern pattern) => Known("pattern", pattern.Source, null, () => StringLanguage.OfPattern(pattern.Root, Budget));

    public StringLanguage Complement(StringLanguage language) => Known("not", language, null, () => language.Complement(Budget));

    public StringLanguage Intersect(StringLanguage left, StringLanguage right) =>
        left.IsAll ? right : right.IsAll ? left : Known("and", left, right, () => left.Intersect(right, Budget));

    public BoundedLanguage Bound(StringLanguage language, int minLength, int maxLength) =>
        Known("bounds", language, (minLength, maxLength), () => new BoundedLanguage(language, minLength, maxLength, Budget));

    T Known<T>(string operation, object left, object? right, Func<T> make)
        where T : class
    {
        if (!known.TryGetValue((operation, left, right), out var found))
        {
            try
            {
                found = make();
            }
            catch (LanguageLimitException limit)
            {
                found = limit;
            }

            known.Add((operation, left, right), found);
        }

        return found as T ?? throw new LanguageLimitException(((LanguageLimitException)found).Message);
    }
}
