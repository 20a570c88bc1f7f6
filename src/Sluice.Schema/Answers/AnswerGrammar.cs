using Sluice.Schema.Answers.Loosening;
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
    readonly SchemaNode? whole; // what finished answers are held to; null when the machine itself promises it

    AnswerGrammar(ShapeGraph graph, Feasibility withoutText, SchemaNode? whole, IReadOnlyList<LooseKeyword> loose)
    {
        (this.graph, this.withoutText, this.whole, Loose) = (graph, withoutText, whole, loose);
        NeedsSource = graph.Alternatives.Any(alternative => alternative is StringAlternative { Verbatim: not null });
    }

    /// <summary>Whether the schema has x-verbatim strings, so that an answer needs the text they must stand in.</summary>
    public bool NeedsSource { get; }

    /// <summary>Keywords that are not followed, because <see cref="AnswerOptions.Strict"/> is off: the machine allows more there than the schema, and a finished answer must be held to the whole by <see cref="AnswerMachine.Verify"/>. Empty when both promises stand.</summary>
    public IReadOnlyList<LooseKeyword> Loose { get; }

    /// <summary>Begins an answer.</summary>
    /// <param name="source">The text that verbatim strings must be spans of; of no effect when the schema has none.</param>
    public AnswerMachine Start(SourceText? source = null)
    {
        if (!NeedsSource)
            return new AnswerMachine(new AnswerSession(graph, withoutText), whole);
        if (source is null)
            throw new ArgumentNullException(nameof(source), "the schema has x-verbatim strings: a source text is needed to begin an answer");
        return new AnswerMachine(new AnswerSession(graph, Feasibility.Of(graph, withoutText.Options, source)), whole);
    }

    /// <summary>Begins an answer whose verbatim strings are held to no text, only to their lengths.</summary>
    internal AnswerMachine StartWithoutText() => new(new AnswerSession(graph, withoutText), whole);

    /// <summary>Makes a grammar for all of the schema.</summary>
    /// <exception cref="UnsupportedSchemaException">It cannot be followed in all.</exception>
    internal static AnswerGrammar Compile(SchemaNode root, AnswerOptions options)
    {
        var graph = ShapeCompiler.Compile(root, options);
        return new AnswerGrammar(graph, Feasible(graph, root, options), null, []);
    }

    /// <summary>Makes a grammar for as much of the schema as can be followed.</summary>
    /// <param name="copy">The same schema once more, for this call alone.</param>
    /// <exception cref="UnsupportedSchemaException">Nothing can satisfy it.</exception>
    internal static AnswerGrammar CompileLoosely(SchemaNode root, SchemaNode copy, AnswerOptions options)
    {
        var loosener = new Loosener(copy);
        var graph = loosener.Compile(options);
        return new AnswerGrammar(graph, Feasible(graph, root, options), loosener.Loose.Count > 0 ? root : null, loosener.Loose);
    }

    static Feasibility Feasible(ShapeGraph graph, SchemaNode root, AnswerOptions options)
    {
        var feasibility = Feasibility.Of(graph, options, null);
        return feasibility.DepthOf(graph.Root) != Feasibility.Impossible ? feasibility
            : throw new UnsupportedSchemaException(root.Path, "", "no answer can ever satisfy this schema: its keywords contradict each other") { NothingFits = true };
    }
}
