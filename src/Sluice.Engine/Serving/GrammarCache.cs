using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Engine.Serving;

/// <summary>The schemas of late, compiled. A bulk job sends the same one thousands of times.</summary>
internal sealed class GrammarCache
{
    const int Limit = 64;

    readonly Lock gate = new();
    readonly Dictionary<(string Schema, bool Strict), AnswerGrammar> grammars = [];
    readonly Queue<(string, bool)> order = new();

    /// <param name="strict">Whether a schema that cannot be followed in all is refused.</param>
    /// <exception cref="SchemaException">The schema is malformed.</exception>
    /// <exception cref="UnsupportedSchemaException">It cannot be held to while writing and strict asks for that, or nothing can satisfy it.</exception>
    public AnswerGrammar Compile(JsonElement schema, bool strict)
    {
        var key = (schema.GetRawText(), strict);
        lock (gate)
        {
            if (grammars.TryGetValue(key, out var known))
                return known;
        }
        var grammar = JsonSchema.FromElement(schema).CompileAnswer(AnswerOptions.Writing with { Strict = strict });
        lock (gate)
        {
            if (grammars.TryAdd(key, grammar))
                order.Enqueue(key);
            if (order.Count > Limit)
                grammars.Remove(order.Dequeue());
        }
        return grammar;
    }
}
