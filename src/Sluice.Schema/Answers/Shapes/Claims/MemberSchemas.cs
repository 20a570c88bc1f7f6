using Sluice.Schema.Loading;
using Sluice.Schema.Patterns;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>What a schema's own keywords say about one key.</summary>
internal static class MemberSchemas
{
    /// <summary>The schemas that the value of a key must fit.</summary>
    public static IEnumerable<SchemaNode> Of(SchemaNode node, string name)
    {
        var isDefined = false;
        if (node.Properties is { } properties && properties.TryGet(name, out var schema))
        {
            isDefined = true;
            yield return schema;
        }

        foreach (var (pattern, patterned) in node.PatternProperties ?? [])
        {
            if (Matches(pattern, name))
            {
                isDefined = true;
                yield return patterned;
            }
        }

        if (!isDefined && node.AdditionalProperties is { } additional)
            yield return additional;
    }

    /// <summary>Whether a key is of a kind.</summary>
    public static bool Includes(KeyKind keys, string name) => keys switch
    {
        KeysMatching matching => Matches(matching.Pattern, name),
        KeysLeftBy left => left.Node.Properties?.Contains(name) != true && left.Node.PatternProperties?.Any(pair => Matches(pair.Key, name)) != true,
        KeysRefusedBy refused => !Validator.Accepts(refused.Names, System.Text.Json.JsonSerializer.SerializeToElement(name, SchemaText.Default.String)),
        _ => throw new ArgumentOutOfRangeException(nameof(keys)),
    };

    static bool Matches(EcmaPattern pattern, string name) => pattern.IsMatch(name, new PatternBudget());
}
