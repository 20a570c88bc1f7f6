using Sluice.Schema.Grounding;

namespace Sluice.Cli.History.Inspecting;

/// <summary>The fields that spans belong to: the part of their JSON pointers that has names, so that all items of a list are one field.</summary>
internal static class FieldNames
{
    /// <summary>"/skills/3/name" → "skills.name".</summary>
    public static string Of(string pointer) => string.Join('.', pointer.Split('/').Skip(1)
        .Where(part => !part.All(char.IsAsciiDigit))
        .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));

    /// <summary>In the order of the text.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<GroundedSpan> spans) => [.. spans.OrderBy(span => span.Start).Select(span => Of(span.InstancePath)).Distinct()];
}
