using System.Collections.Concurrent;
using Sluice.Schema.Patterns;
using Sluice.Schema.Validation.Formats;

namespace Sluice.Schema.Answers.Strings.Languages.Formats;

/// <summary>The strings of each format that is asserted: exactly those that <see cref="FormatTable"/> accepts. Worked out when first asked for, once for all schemas.</summary>
internal static class FormatLanguages
{
    const long Budget = 20_000_000; // steps; formats are ours, so their cost is known: date-time needs the most, some 11,000 states

    static readonly ConcurrentDictionary<string, StringLanguage> Known = new(StringComparer.Ordinal);

    /// <summary>Null when the name is an annotation.</summary>
    /// <exception cref="LanguageLimitException">The format is no regular language.</exception>
    public static StringLanguage? Find(string name) =>
        FindUnbounded(name) is not var (language, most) ? null
            : most == StringLanguage.Endless ? language : Known.GetOrAdd(name + " of bounded length", _ => Bounded(language, most));

    /// <summary>All strings but those of a format; null when the name is an annotation.</summary>
    /// <inheritdoc cref="Find"/>
    public static StringLanguage? FindOutside(string name) =>
        Find(name) is not { } language ? null : Known.GetOrAdd("no " + name, _ => language.Complement(new LanguageBudget(Budget)));

    /// <summary>The same, with a bound of length beside the language: multiplied, host names would have 28,000 states.</summary>
    public static (StringLanguage Language, int MaxLength)? FindUnbounded(string name) =>
        FormatTable.Find(name) is null ? null : (Known.GetOrAdd(name, Make), name == "hostname" ? HostFormats.MaxLength : StringLanguage.Endless);

    static StringLanguage Make(string name)
    {
        var budget = new LanguageBudget(Budget);
        return name switch
        {
            "date" => Of(FormatPatterns.Date, budget),
            "time" => ClockFormat.Time(budget),
            "date-time" => ClockFormat.DateTime(Of(FormatPatterns.Date, budget), budget),
            "hostname" => HostNameFormat.Dotted(budget),
            "email" => HostNameFormat.Email(international: false, budget),
            "idn-email" => HostNameFormat.Email(international: true, budget),
            "regex" => throw new LanguageLimitException("whether a regular expression is well formed cannot be followed while it is written"),
            _ => Of(FormatPatterns.For(name), budget),
        };
    }

    static StringLanguage Bounded(StringLanguage language, int most)
    {
        var budget = new LanguageBudget(Budget);
        return language.Intersect(StringLanguage.OfLengths(0, most, budget), budget);
    }

    internal static StringLanguage Of(string pattern, LanguageBudget budget) => StringLanguage.OfPattern(PatternParser.Parse($"^(?:{pattern})$"), budget);
}
