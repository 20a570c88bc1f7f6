namespace Sluice.Schema.Answers.Shapes;

/// <summary>A schema in normal form: the shape of the whole answer, and all shapes and alternatives by their ids.</summary>
internal sealed record ShapeGraph(Shape Root, Shape[] Shapes, Alternative[] Alternatives);
