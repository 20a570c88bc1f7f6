using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Grounding;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers;

/// <summary>A schema made ready for writing and reading answers byte by byte. Immutable; shared by any number of answers and threads.</summary>
public sealed class AnswerGrammar
{
    readonly ShapeGraph graph;
    readonly Feasibility withoutText;

    AnswerGrammar(ShapeGraph graph, Feasibility withoutText)
    {
        (this.graph, this.withoutText) = (graph, withoutText);
        NeedsSource = graph.Alternatives.Any(alternative => alternative is StringAlternative { Verbatim: not null });
    }

    /// <summary>Whether the schema has x-verbatim strings, so that an answer needs the text they must stand in.</summary>
    public bool NeedsSource { get; }

    /// <summary>Begins an answer.</summary>
    /// <param name="source">The text that verbatim strings must be spans of; of no effect when the schema has none.</param>
    public AnswerMachine Start(SourceText? source = null)
    {
        if (!NeedsSource)
            return new AnswerMachine(new AnswerSession(graph, withoutText));
        if (source is null)
            throw new ArgumentNullException(nameof(source), "the schema has x-verbatim strings: a source text is needed to begin an answer");
        return new AnswerMachine(new AnswerSession(graph, new Feasibility(graph, withoutText.Options, source)));
    }

    /// <summary>Begins an answer whose verbatim strings are held to no text, only to their lengths.</summary>
    internal AnswerMachine StartWithoutText() => new(new AnswerSession(graph, withoutText));

    internal static AnswerGrammar Compile(SchemaNode root, AnswerOptions options)
    {
        var graph = ShapeCompiler.Compile(root, options);
        var feasibility = new Feasibility(graph, options, null);
        if (feasibility.DepthOf(graph.Root) > options.MaxDepth)
            throw new UnsupportedSchemaException(root.Path, "", "no answer can ever satisfy this schema: its keywords contradict each other") { NothingFits = true };
        return new AnswerGrammar(graph, feasibility);
    }
}
