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
        if (node.Const is { } constant)
            return KindTypes.IsOf(constant, kind) && (node.Enum is null || node.EnumHas(constant)) ? [constant] : [];
        return node.Enum is { } values ? values.Where(value => KindTypes.IsOf(value, kind)) : [];
    }
}
