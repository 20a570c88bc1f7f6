using System.Text.Json;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>The vocabularies that describe: "meta-data", "content" and the two of "format". Their values are checked for shape and kept.</summary>
internal static class AnnotationKeywords
{
    public static readonly IReadOnlyDictionary<string, KeywordReader> MetaData = new Dictionary<string, KeywordReader>
    {
        ["title"] = static keyword => Keep(keyword, keyword.String()),
        ["description"] = static keyword => Keep(keyword, keyword.String()),
        ["default"] = static keyword => Keep(keyword, keyword.Value),
        ["deprecated"] = static keyword => Keep(keyword, keyword.Boolean()),
        ["readOnly"] = static keyword => Keep(keyword, keyword.Boolean()),
        ["writeOnly"] = static keyword => Keep(keyword, keyword.Boolean()),
        ["examples"] = static keyword => Keep(keyword, keyword.Array("an array of examples")),
    };

    public static readonly IReadOnlyDictionary<string, KeywordReader> Content = new Dictionary<string, KeywordReader>
    {
        ["contentEncoding"] = static keyword => Keep(keyword, keyword.String()),
        ["contentMediaType"] = static keyword => Keep(keyword, keyword.String()),
        ["contentSchema"] = static keyword => Keep(keyword, keyword.Schema()),
    };

    public static readonly IReadOnlyDictionary<string, KeywordReader> Format = new Dictionary<string, KeywordReader>
    {
        ["format"] = static keyword =>
        {
            keyword.Node.Format = keyword.String();
            keyword.Node.AssertsFormat = keyword.Options.AssertFormat || keyword.Node.Resource.Dialect.AssertsFormat;
        },
    };

    /// <summary>Keywords of ours, beginning with "x-" as the standard advises.</summary>
    public static readonly IReadOnlyDictionary<string, KeywordReader> Ours = new Dictionary<string, KeywordReader>
    {
        ["x-verbatim"] = static keyword => keyword.Node.Verbatim = VerbatimKeyword.Read(keyword),
    };

    /// <summary>Keeps a keyword that asserts nothing. The parameter makes its check visible in the tables above.</summary>
    static void Keep<T>(KeywordValue keyword, T _) => Keep(keyword.Node, keyword.Name, keyword.Value);

    public static void Keep(SchemaNode node, string name, JsonElement value)
    {
        if (node.Annotations is not Dictionary<string, JsonElement> annotations)
            node.Annotations = annotations = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        annotations[name] = value;
    }
}
