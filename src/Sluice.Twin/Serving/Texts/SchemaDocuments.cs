using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Generation;

namespace Sluice.Twin.Serving.Texts;

/// <summary>Writes documents under the schemas of late, each compiled once: a pipeline sends the same one with every call.</summary>
sealed class SchemaDocuments
{
    const int Limit = 64;

    readonly Lock _gate = new();
    readonly Dictionary<string, InstanceGenerator> _known = new(StringComparer.Ordinal);
    readonly Queue<string> _order = new();

    /// <summary>A generator of its own for one call.</summary>
    /// <param name="source">What x-verbatim strings are quoted from.</param>
    /// <exception cref="SchemaException">The schema is malformed.</exception>
    public InstanceGenerator For(JsonElement schema, Random random, string source)
    {
        var key = schema.GetRawText();
        InstanceGenerator? generator;
        lock (_gate) _known.TryGetValue(key, out generator);
        if (generator is null) Keep(key, generator = new InstanceGenerator(JsonSchema.FromElement(schema), random));
        return generator.With(random, source);
    }

    void Keep(string key, InstanceGenerator generator)
    {
        lock (_gate)
        {
            if (_known.TryAdd(key, generator)) _order.Enqueue(key);
            if (_order.Count > Limit) _known.Remove(_order.Dequeue());
        }
    }
}
