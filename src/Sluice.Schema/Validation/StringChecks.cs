using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Validation.Formats;
using Sluice.Schema.Values;

namespace Sluice.Schema.Validation;

/// <summary>Lengths in code points, pattern, and format where it is asserted.</summary>
internal static class StringChecks
{
    public static bool Accept(ValidationRun run, SchemaNode node, JsonElement value)
    {
        if (node is { MinLength: null, MaxLength: null, Pattern: null, AssertsFormat: false })
            return true;
        var text = value.GetString()!;
        return AcceptLength(run, node, text)
            && (node.Pattern is not { } pattern || pattern.IsMatch(text, run.PatternBudget) || run.Fail(node, "pattern", $"must match the regular expression {pattern.Source}, but is {JsonPointer.Excerpt(value)}"))
            && (!node.AssertsFormat || FormatTable.Find(node.Format!) is not { } format || format.IsValid(text) || run.Fail(node, "format", $"must be {format.Meaning}, but is {JsonPointer.Excerpt(value)}"));
    }

    static bool AcceptLength(ValidationRun run, SchemaNode node, string text)
    {
        if (node.MinLength is null && node.MaxLength is null)
            return true;
        var length = text.Length;
        foreach (var unit in text)
            if (char.IsLowSurrogate(unit))
                length--;
        if (length < node.MinLength)
            return run.Fail(node, "minLength", $"must have {node.MinLength.Value:character} or more, but has {length}");
        if (length > node.MaxLength)
            return run.Fail(node, "maxLength", $"must have {node.MaxLength.Value:character} or fewer, but has {length}");
        return true;
    }
}
