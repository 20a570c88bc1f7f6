using Sluice.Protocol.Markup;
using Sluice.Schema.Answers;
using Sluice.Schema.Grounding;

namespace Sluice.Engine.Serving;

/// <summary>What calls of a request's tools must be, in each of the forms that families write them in.</summary>
/// <param name="one">An object with name and arguments.</param>
/// <param name="several">An array of such.</param>
/// <param name="arguments">(function) → its arguments alone.</param>
internal sealed class CallGrammars(AnswerGrammar one, AnswerGrammar several, IReadOnlyDictionary<string, AnswerGrammar> arguments)
{
    /// <summary>Whether some value must be quoted from a source text.</summary>
    public bool NeedsSource => one.NeedsSource;

    /// <summary>Those that may be called.</summary>
    public IReadOnlyCollection<string> Functions { get; } = [.. arguments.Keys];

    /// <summary>A machine for one call; null for a function that was not offered.</summary>
    /// <param name="name">Of the function, where it stands before the arguments.</param>
    public AnswerMachine? Start(CallForm form, string? name, SourceText? source) => form switch
    {
        CallForm.Object => one.Start(source),
        CallForm.Array => several.Start(source),
        _ => name is not null && arguments.TryGetValue(name, out var grammar) ? grammar.Start(grammar.NeedsSource ? source : null) : null,
    };
}
