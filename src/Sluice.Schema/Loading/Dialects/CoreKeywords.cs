using System.Text.RegularExpressions;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>The vocabulary "core": addresses, names and references. `$id` and `$schema` are read by the loader before any other keyword.</summary>
internal static partial class CoreKeywords
{
    public static readonly IReadOnlyDictionary<string, KeywordReader> Readers = new Dictionary<string, KeywordReader>
    {
        ["$id"] = static keyword => keyword.String(),
        ["$schema"] = static keyword => keyword.String(),
        ["$comment"] = static keyword => keyword.String(),
        ["$vocabulary"] = ReadVocabulary,
        ["$defs"] = static keyword => keyword.SchemasByName(),
        // "definitions" left the standard with 2019-09, yet its meta-schema still says what it holds.
        ["definitions"] = static keyword => keyword.SchemasByName(),
        ["$anchor"] = static keyword => Name(keyword, keyword.Node.Resource.Anchors),
        ["$dynamicAnchor"] = ReadDynamicAnchor,
        ["$ref"] = static keyword => keyword.Reference(found => keyword.Node.Ref = found.Target),
        ["$dynamicRef"] = static keyword => keyword.Reference(found => keyword.Node.DynamicRef = Dynamic(found)),
    };

    /// <summary>Before dynamic references there were recursive ones.</summary>
    public static readonly IReadOnlyDictionary<string, KeywordReader> Readers201909 = new Dictionary<string, KeywordReader>(Readers.Where(reader => !reader.Key.StartsWith("$dynamic", StringComparison.Ordinal)))
    {
        ["$recursiveRef"] = LegacyKeywords.ReadRecursiveRef,
        ["$recursiveAnchor"] = LegacyKeywords.ReadRecursiveAnchor,
    };

    static void ReadVocabulary(KeywordValue keyword)
    {
        foreach (var (_, value) in keyword.Members("an object of addresses, each with true or false"))
            if (value.ValueKind is not (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False))
                throw keyword.Refused("an object of addresses, each with true or false");
    }

    static void ReadDynamicAnchor(KeywordValue keyword)
    {
        Name(keyword, keyword.Node.Resource.DynamicAnchors);
        Name(keyword, keyword.Node.Resource.Anchors);
    }

    static void Name(KeywordValue keyword, Dictionary<string, SchemaNode> names)
    {
        var name = keyword.String();
        if (!AnchorName.IsMatch(name))
            throw keyword.Refused("a letter or \"_\" followed by letters, digits, \"-\", \"_\" and \".\"");
        if (!names.TryAdd(name, keyword.Node) && names[name] != keyword.Node)
            throw new SchemaException(keyword.Path, $"the name \"{name}\" is given twice in one schema resource, here and at {names[name].Path}; each name may stand once");
    }

    static DynamicReference Dynamic(ResolvedReference found)
    {
        var isDynamic = found.Anchor is not null && found.Target.Resource.DynamicAnchors.GetValueOrDefault(found.Anchor) == found.Target;
        return new DynamicReference(found.Target, isDynamic ? found.Anchor : null);
    }

    [GeneratedRegex(@"^[A-Za-z_][-A-Za-z0-9._]*\z")]
    private static partial Regex AnchorName { get; }
}
