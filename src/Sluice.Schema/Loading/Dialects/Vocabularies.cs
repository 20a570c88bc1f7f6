using System.Collections.Frozen;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>The vocabularies of 2019-09 and 2020-12, by address.</summary>
internal static class Vocabularies
{
    const string Address201909 = "https://json-schema.org/draft/2019-09/vocab/";
    const string Address202012 = "https://json-schema.org/draft/2020-12/vocab/";

    static readonly Dictionary<string, IReadOnlyDictionary<string, KeywordReader>> Known = new()
    {
        [Address202012 + "core"] = CoreKeywords.Readers,
        [Address202012 + "applicator"] = ApplicatorKeywords.Readers,
        [Address202012 + "unevaluated"] = ApplicatorKeywords.Unevaluated,
        [Address202012 + "validation"] = ValidationKeywords.Readers,
        [Address202012 + "meta-data"] = AnnotationKeywords.MetaData,
        [Address202012 + "content"] = AnnotationKeywords.Content,
        [Address202012 + "format-annotation"] = AnnotationKeywords.Format,
        [Address202012 + "format-assertion"] = AnnotationKeywords.Format,
        [Address201909 + "core"] = CoreKeywords.Readers201909,
        [Address201909 + "applicator"] = ApplicatorKeywords.Readers201909,
        [Address201909 + "validation"] = ValidationKeywords.Readers,
        [Address201909 + "meta-data"] = AnnotationKeywords.MetaData,
        [Address201909 + "content"] = AnnotationKeywords.Content,
        [Address201909 + "format"] = AnnotationKeywords.Format,
    };

    public static IEnumerable<string> Of202012 => Known.Keys.Where(name => name.StartsWith(Address202012, StringComparison.Ordinal) && !name.EndsWith("format-assertion", StringComparison.Ordinal));

    public static IEnumerable<string> Of201909 => Known.Keys.Where(name => name.StartsWith(Address201909, StringComparison.Ordinal));

    public static bool Knows(string vocabulary) => Known.ContainsKey(vocabulary);

    /// <summary>The dialect of a meta-schema that names its vocabularies; all of them must be known, and "core" is always among them.</summary>
    public static SchemaDialect Dialect(string name, IEnumerable<string> vocabularies)
    {
        var list = vocabularies.ToList();
        var is201909 = list.Exists(vocabulary => vocabulary.StartsWith(Address201909, StringComparison.Ordinal));
        return new SchemaDialect
        {
            Name = name,
            Keywords = list.Append(is201909 ? Address201909 + "core" : Address202012 + "core").Distinct()
                .SelectMany(vocabulary => Known[vocabulary])
                .Concat(AnnotationKeywords.Ours)
                .DistinctBy(reader => reader.Key)
                .ToFrozenDictionary(StringComparer.Ordinal),
            AssertsFormat = list.Contains(Address202012 + "format-assertion"),
            ContainsEvaluates = !is201909,
        };
    }
}
