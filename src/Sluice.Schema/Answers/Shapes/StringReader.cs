using Sluice.Schema.Answers.Shapes.Claims;
using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Answers.Strings.Languages.Formats;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>What the keywords for strings leave together: lengths, patterns, asserted formats, and the rule of x-verbatim.</summary>
internal sealed class StringReader(LanguageShelf shelf)
{
    /// <summary>Null when no string fits.</summary>
    public StringAlternative? Read(Branch branch)
    {
        var (least, most) = (branch.MinSize, branch.MaxSize);
        foreach (var node in branch.Nodes)
            most = Math.Min(most, BoundOf(node));
        if (least > most)
            return null;
        var verbatim = BranchReader.VerbatimOf(branch.Nodes);
        var language = StringLanguage.All;
        (SchemaNode Node, string Keyword)? last = null;
        foreach (var (node, keyword, own) in branch.Nodes.SelectMany(Languages).Concat(branch.Facts.SelectMany(Languages)))
        {
            if (verbatim is not null)
                throw Unsupported(node, keyword, "beside \"x-verbatim\" it cannot be followed: that some span of the text fits both is not known beforehand");
            language = Try(node, keyword, () => shelf.Intersect(language, own()));
            last = (node, keyword);
        }

        if (last is not var (at, key) || language.IsAll)
            return new StringAlternative { MinLength = least, MaxLength = most, Verbatim = verbatim };
        var bounded = Try(at, key, () => shelf.Bound(language, least, most));
        return bounded.IsAlive(bounded.Language.Start, 0) ? new StringAlternative { MinLength = least, MaxLength = most, Language = bounded } : null;
    }

    /// <summary>The strings of an alternative, but for what x-verbatim asks.</summary>
    /// <exception cref="LanguageLimitException">The bounds of length are too far.</exception>
    public static StringLanguage LanguageOf(StringAlternative text, LanguageBudget budget)
    {
        var language = text.Language?.Language ?? StringLanguage.All;
        return text is { MinLength: 0, MaxLength: int.MaxValue } ? language : language.Intersect(StringLanguage.OfLengths(text.MinLength, text.MaxLength, budget), budget);
    }

    IEnumerable<(SchemaNode Node, string Keyword, Func<StringLanguage> Language)> Languages(SchemaNode node)
    {
        if (node.Pattern is { } pattern)
            yield return (node, "pattern", () => shelf.OfPattern(pattern));
        if (node is { AssertsFormat: true, Format: { } format } && Validation.Formats.FormatTable.Find(format) is not null)
            yield return (node, "format", () => FormatLanguages.FindUnbounded(format)!.Value.Language);
    }

    /// <summary>What the violation of a schema leaves.</summary>
    IEnumerable<(SchemaNode Node, string Keyword, Func<StringLanguage> Language)> Languages(Claim fact)
    {
        if (fact is PatternMissed { Node: var patterned })
            yield return (patterned, "pattern", () => shelf.Complement(shelf.OfPattern(patterned.Pattern!)));
        if (fact is FormatMissed { Node: var formatted })
            yield return (formatted, "format", () => FormatLanguages.FindOutside(formatted.Format!)!);
        if (fact is OtherThanNamed { Node: var naming })
            yield return (naming, naming.Const is null ? "enum" : "const", () => StringLanguage.OfMembers(NamedByNode.Of(naming, AlternativeKind.String).Select(value => value.GetString()!), shelf.Budget).Complement(shelf.Budget));
    }

    /// <summary>The longest string that a format allows.</summary>
    static int BoundOf(SchemaNode node) =>
        node is { AssertsFormat: true, Format: "hostname" } ? FormatLanguages.FindUnbounded("hostname")!.Value.MaxLength : int.MaxValue;

    static T Try<T>(SchemaNode node, string keyword, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (LanguageLimitException limit)
        {
            throw Unsupported(node, keyword, limit.Message);
        }
    }

    static UnsupportedSchemaException Unsupported(SchemaNode node, string keyword, string reason) =>
        new($"{node.Path}/{keyword}", keyword, $"\"{keyword}\" is not supported here: {reason}");
}
