using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The values that a schema's own enum and const leave.</summary>
internal static class NamedByNode
{
    public static bool Names(SchemaNode node) => node.Const is not null || node.Enum is not null;

    /// <summary>Those of one kind; where enum and const stand side by side, the values of both.</summary>
    public static IEnumerable<JsonElement> Of(SchemaNode node, AlternativeKind kind)
    {
        var values = node.Const is { } constant ? [constant] : node.Enum ?? [];
        return values.Where(value => KindTypes.IsOf(value, kind) && node.Enum?.Contains(value, JsonEquality.Comparer) != false);
    }
}
