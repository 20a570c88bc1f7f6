using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Schema.Generation;

/// <summary>Writes documents that differ from a given one in a single place: a value changed, added, taken away, doubled, or under another name. Near a valid document both verdicts are likely.</summary>
internal sealed class DocumentNeighbours(Random random)
{
    static readonly string[] Strangers = ["null", "true", "0", "-1.5", "1e3", "\"\"", "\"x\"", "\"2026-01-01\"", "[]", "{}", "[null]", "{\"x\": 1}"];

    static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1024 };

    /// <param name="document">Valid JSON.</param>
    /// <returns>Compact JSON.</returns>
    public string Write(string document)
    {
        var holder = new JsonArray(Parse(document)); // so that the root has a place like every other value
        var places = new List<(JsonNode Owner, string? Name, int Index)>();
        Collect(holder, places);
        var (owner, name, index) = places[random.Next(places.Count)];
        if (owner is JsonObject named) Change(named, name!);
        else Change((JsonArray)owner, index, isRoot: owner == holder);
        return Text(holder[0]);
    }

    static void Collect(JsonNode? node, List<(JsonNode, string?, int)> places)
    {
        switch (node)
        {
            case JsonObject named:
                foreach (var (name, value) in named)
                {
                    places.Add((named, name, -1));
                    Collect(value, places);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    places.Add((list, null, i));
                    Collect(list[i], places);
                }

                break;
        }
    }

    void Change(JsonObject owner, string name)
    {
        switch (random.Next(6))
        {
            case 0:
                owner.Remove(name);
                break;
            case 1:
                owner[random.Next(2) == 0 ? "x" : name + "x"] = Stranger();
                break;
            case 2:
                var value = owner[name];
                owner.Remove(name);
                owner[name + "x"] = value;
                break;
            default:
                owner[name] = Other(owner[name]);
                break;
        }
    }

    void Change(JsonArray owner, int index, bool isRoot)
    {
        switch (isRoot ? -1 : random.Next(5))
        {
            case 0:
                owner.RemoveAt(index);
                break;
            case 1:
                owner.Insert(random.Next(owner.Count + 1), owner[index]?.DeepClone());
                break;
            case 2:
                owner.Insert(random.Next(owner.Count + 1), Stranger());
                break;
            default:
                owner[index] = Other(owner[index]);
                break;
        }
    }

    JsonNode? Other(JsonNode? value)
    {
        if (value is not JsonValue single || random.Next(2) == 0) return Stranger();
        var text = Text(single);
        return single.GetValueKind() switch
        {
            JsonValueKind.Number when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e20m => Parse(Number(number)),
            JsonValueKind.String => JsonValue.Create(Word(single.GetValue<string>())),
            _ => Stranger(),
        };
    }

    string Number(decimal number) => (random.Next(5) switch
    {
        0 => number + 1,
        1 => number - 1,
        2 => -number,
        3 => number + 0.5m,
        _ => number * 1000,
    }).ToString(CultureInfo.InvariantCulture);

    string Word(string text) => random.Next(4) switch
    {
        0 => text + "x",
        1 => text.Length > 1 && !char.IsLowSurrogate(text[^1]) ? text[..^1] : "",
        2 => text.ToUpperInvariant(),
        _ => text + text,
    };

    JsonNode? Stranger() => Parse(Strangers[random.Next(Strangers.Length)]);

    static JsonNode? Parse(string text) => JsonNode.Parse(text, documentOptions: Deep);

    static string Text(JsonNode? node) => node is null ? "null" : node.ToJsonString(Relaxed);
}
