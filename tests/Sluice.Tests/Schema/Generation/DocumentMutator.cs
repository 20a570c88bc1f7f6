using System.Text.Json.Nodes;

namespace Sluice.Tests.Schema.Generation;

/// <summary>Changes a document in one place. The result may still be valid: ask the validator.</summary>
internal sealed class DocumentMutator(Random random)
{
    public string Mutate(string document)
    {
        var root = JsonNode.Parse(document);
        var places = Places(root).ToList();
        if (places.Count == 0 || random.Next(10) == 0)
            return Text(Other());
        places[random.Next(places.Count)]();
        return Text(root);
    }

    /// <summary>All changes that can be made below a value.</summary>
    IEnumerable<Action> Places(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            yield return () => members["zz" + random.Next(9)] = Other();
            foreach (var (name, value) in members)
            {
                yield return () => members.Remove(name);
                yield return () => members[name] = Changed(value);
                foreach (var place in Places(value))
                    yield return place;
            }
        }
        else if (node is JsonArray items)
        {
            yield return () => items.Add(items.Count > 0 && random.Next(2) == 0 ? items[0]?.DeepClone() : Other());
            for (var i = 0; i < items.Count; i++)
            {
                var index = i;
                yield return () => items.RemoveAt(index);
                yield return () => items[index] = Changed(items[index]);
                foreach (var place in Places(items[index]))
                    yield return place;
            }
        }
    }

    JsonNode? Changed(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) && random.Next(2) == 0
        ? random.Next(3) switch { 0 => text + "x", 1 => text.Length > 1 && !char.IsSurrogate(text[^1]) ? text[..^1] : "", _ => "other" }
        : Other();

    JsonNode? Other() => random.Next(7) switch
    {
        0 => null,
        1 => true,
        2 => random.Next(-50, 50),
        3 => random.Next(-50, 50) + 0.5m,
        4 => "text",
        5 => new JsonArray(),
        _ => new JsonObject(),
    };

    static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
