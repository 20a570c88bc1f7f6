using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Schema.Grounding;
using Sluice.Schema.Values;

namespace Sluice.Pipeline.Asking;

/// <summary>Takes values that the text does not contain out of an answer: each with the item of the nearest array that it stands in.</summary>
internal static class UngroundedRemoval
{
    /// <summary>Null when one of them stands in no array, so that the answer cannot be mended.</summary>
    public static JsonElement? Of(JsonElement answer, IReadOnlyList<UngroundedValue> values)
    {
        var root = JsonNode.Parse(answer.GetRawText());
        var items = new HashSet<JsonNode>(ReferenceEqualityComparer.Instance);
        foreach (var value in values)
        {
            if (ItemAt(root, value.InstancePath) is not { } item) return null;
            items.Add(item);
        }

        foreach (var item in items) ((JsonArray)item.Parent!).Remove(item);
        return JsonElement.Parse(root!.ToJsonString(CompactJson.Serializer));
    }

    /// <summary>The innermost array item on the way to a value.</summary>
    static JsonNode? ItemAt(JsonNode? root, string pointer)
    {
        var (node, item) = (root, (JsonNode?)null);
        foreach (var token in pointer.Split('/').Skip(1).Select(JsonPlace.Unescape))
        {
            if (node is JsonArray array) node = item = array[int.Parse(token, System.Globalization.CultureInfo.InvariantCulture)];
            else node = node?[token];
        }

        return item;
    }
}
