using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The bounds and steps that a schema's own keywords set for numbers.</summary>
internal static class NumberReading
{
    public static NumberBounds BoundsOf(SchemaNode node)
    {
        var bounds = new NumberBounds();
        if (KindTypes.AsksForIntegers(node))
            bounds = bounds.Multiple(DecimalUnits.One);
        if (node.Minimum is { } minimum)
            bounds = bounds.From(Figure(node, "minimum", minimum), open: false);
        if (node.ExclusiveMinimum is { } above)
            bounds = bounds.From(Figure(node, "exclusiveMinimum", above), open: true);
        if (node.Maximum is { } maximum)
            bounds = bounds.To(Figure(node, "maximum", maximum), open: false);
        if (node.ExclusiveMaximum is { } below)
            bounds = bounds.To(Figure(node, "exclusiveMaximum", below), open: true);
        if (node.MultipleOf is { } step)
            bounds = bounds.Multiple(Figure(node, "multipleOf", step));
        return bounds;
    }

    /// <summary>A figure that exact arithmetic can bear.</summary>
    public static JsonNumber Figure(SchemaNode node, string keyword, JsonNumber figure) =>
        Math.Abs(figure.Magnitude) <= NumberRange.MaxPlaces && figure.Digits.Length <= NumberRange.MaxPlaces ? figure
            : throw new UnsupportedSchemaException($"{node.Path}/{keyword}", keyword, $"\"{keyword}\" has more than {NumberRange.MaxPlaces} decimal places or digits; fewer are allowed");
}
