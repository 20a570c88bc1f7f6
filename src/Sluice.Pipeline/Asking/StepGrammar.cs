using Sluice.Pipeline.Configuration;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Pipeline.Asking;

/// <summary>What a step's answers may be, as the machine that watches them reads it.</summary>
/// <param name="Machine">Null when the schema is beyond it, or there is none.</param>
/// <param name="Problem">What is not checked while answers come, and why; null when everything is. They are judged at their end all the same.</param>
internal sealed record StepGrammar(AnswerGrammar? Machine, string? Problem)
{
    // The machine reads the schema without x-verbatim: whether a value stands in the text is judged at the end, so that a re-ask can name it.
    public static StepGrammar Of(AnswerSchema? schema)
    {
        if (schema is null) return new(null, null);
        try
        {
            var grammar = JsonSchema.FromElement(ForeignSchema.Of(schema.Document)).CompileAnswer(AnswerOptions.Reading with { Strict = false });
            return new(grammar, grammar.Loose.Count == 0 ? null
                : $"what these keywords say is checked only when an answer is complete, not while it comes: {string.Join("; ", grammar.Loose)}");
        }
        catch (UnsupportedSchemaException e)
        {
            return new(null, $"answers are checked only when they are complete, not while they come: {e.Message}");
        }
    }
}
