using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Validation;

/// <summary>multipleOf and the four bounds, all exact.</summary>
internal static class NumberChecks
{
    public static bool Accept(ValidationRun run, SchemaNode node, JsonElement value)
    {
        if (node is { MultipleOf: null, Minimum: null, ExclusiveMinimum: null, Maximum: null, ExclusiveMaximum: null })
            return true;
        var number = JsonNumber.From(value);
        if (node.Minimum is { } minimum && number < minimum)
            return run.Fail(node, "minimum", $"must be {Text(node, "minimum")} or more, but is {JsonPointer.Excerpt(value)}");
        if (node.ExclusiveMinimum is { } above && number <= above)
            return run.Fail(node, "exclusiveMinimum", $"must be more than {Text(node, "exclusiveMinimum")}, but is {JsonPointer.Excerpt(value)}");
        if (node.Maximum is { } maximum && number > maximum)
            return run.Fail(node, "maximum", $"must be {Text(node, "maximum")} or less, but is {JsonPointer.Excerpt(value)}");
        if (node.ExclusiveMaximum is { } below && number >= below)
            return run.Fail(node, "exclusiveMaximum", $"must be less than {Text(node, "exclusiveMaximum")}, but is {JsonPointer.Excerpt(value)}");
        if (node.MultipleOf is { } divisor && !number.IsMultipleOf(divisor))
            return run.Fail(node, "multipleOf", $"must be a multiple of {Text(node, "multipleOf")}, but is {JsonPointer.Excerpt(value)}");
        return true;
    }

    static string Text(SchemaNode node, string keyword) => JsonPointer.Excerpt(node.Source.GetProperty(keyword));
}
