using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Answers.Running;

/// <summary>What all forks of one answer share: the shapes, and what can be filled in the text at hand. Immutable.</summary>
internal sealed class AnswerSession(ShapeGraph graph, Feasibility feasibility)
{
    public Shape Root { get; } = graph.Root;

    public Feasibility Feasibility { get; } = feasibility;

    public ValueSource Values { get; } = new(feasibility);

    public AnswerOptions Options => Feasibility.Options;

    /// <summary>Whether any answer exists at all.</summary>
    public bool HasAnswer => Feasibility.DepthOf(Root) <= Options.MaxDepth;
}
