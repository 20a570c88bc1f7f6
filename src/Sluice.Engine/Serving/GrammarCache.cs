using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Engine.Serving;

/// <summary>The schemas of late, compiled. A bulk job sends the same one thousands of times.</summary>
internal sealed class GrammarCache
{
    const int Limit = 64;

    readonly Lock gate = new();
    readonly Dictionary<string, AnswerGrammar> grammars = new(StringComparer.Ordinal);
    readonly Queue<string> order = new();

    /// <exception cref="SchemaException">The schema is malformed.</exception>
    /// <exception cref="UnsupportedSchemaException">It cannot be held to while writing.</exception>
    public AnswerGrammar Compile(JsonElement schema)
    {
        var text = schema.GetRawText();
        lock (gate)
        {
            if (grammars.TryGetValue(text, out var known))
                return known;
        }
        var grammar = JsonSchema.FromElement(schema).CompileAnswer();
        lock (gate)
        {
            if (grammars.TryAdd(text, grammar))
                order.Enqueue(text);
            if (order.Count > Limit)
                grammars.Remove(order.Dequeue());
        }
        return grammar;
    }
}
