using System.Collections.Frozen;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>Which keywords mean something: a draft of JSON Schema, possibly without some of its vocabularies.</summary>
internal sealed class SchemaDialect
{
    const string Vocabularies = "https://json-schema.org/draft/2020-12/vocab/";

    static readonly FrozenDictionary<string, IReadOnlyDictionary<string, KeywordReader>> KnownVocabularies = new Dictionary<string, IReadOnlyDictionary<string, KeywordReader>>
    {
        [Vocabularies + "core"] = CoreKeywords.Readers,
        [Vocabularies + "applicator"] = ApplicatorKeywords.Readers,
        [Vocabularies + "unevaluated"] = ApplicatorKeywords.Unevaluated,
        [Vocabularies + "validation"] = ValidationKeywords.Readers,
        [Vocabularies + "meta-data"] = AnnotationKeywords.MetaData,
        [Vocabularies + "content"] = AnnotationKeywords.Content,
        [Vocabularies + "format-annotation"] = AnnotationKeywords.Format,
        [Vocabularies + "format-assertion"] = AnnotationKeywords.Format,
    }.ToFrozenDictionary();

    SchemaDialect(IEnumerable<string> vocabularies, bool assertsFormat)
    {
        AssertsFormat = assertsFormat;
        Keywords = vocabularies.Append(Vocabularies + "core").Distinct()
            .SelectMany(name => KnownVocabularies[name])
            .Concat(AnnotationKeywords.Ours)
            .DistinctBy(reader => reader.Key)
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static SchemaDialect Draft202012 { get; } = new(KnownVocabularies.Keys, assertsFormat: false);

    /// <summary>Every keyword that is more than an annotation, or whose shape is checked.</summary>
    public FrozenDictionary<string, KeywordReader> Keywords { get; }

    /// <summary>The dialect itself makes `format` an assertion (vocabulary "format-assertion").</summary>
    public bool AssertsFormat { get; }

    /// <summary>True when a vocabulary's keywords are known here.</summary>
    public static bool Knows(string vocabulary) => KnownVocabularies.ContainsKey(vocabulary);

    /// <summary>The dialect of a meta-schema that names its vocabularies; all of them must be known.</summary>
    public static SchemaDialect Of(IReadOnlyCollection<string> vocabularies) =>
        new(vocabularies, vocabularies.Contains(Vocabularies + "format-assertion"));
}
