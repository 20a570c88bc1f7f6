using System.Text.Json;

namespace Sluice.Protocol.Client;

/// <summary>Reads the body of <c>GET /v1/models</c>.</summary>
static class ModelListReader
{
    /// <summary>Null when the body is no list of models: neither <c>{"data":[{"id":…}]}</c> nor the bare array that some servers send.</summary>
    public static IReadOnlyList<ServedModel>? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            var list = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("data"u8, out var data) ? data : root;
            if (list.ValueKind is not JsonValueKind.Array)
                return null;
            var models = new List<ServedModel>();
            foreach (var entry in list.EnumerateArray())
            {
                if (ReadModel(entry) is not { } model)
                    return null;
                models.Add(model);
            }
            return models;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null; // not JSON, or a string that is not Unicode
        }
    }

    static ServedModel? ReadModel(JsonElement entry)
    {
        if (entry.ValueKind is not JsonValueKind.Object || !entry.TryGetProperty("id"u8, out var id) || id.ValueKind is not JsonValueKind.String)
            return null;
        return new(id.GetString()!)
        {
            MaxModelLength = entry.TryGetProperty("max_model_len"u8, out var length) && length.ValueKind is JsonValueKind.Number
                && length.TryGetInt32(out var tokens) ? tokens : null,
            Owner = entry.TryGetProperty("owned_by"u8, out var owner) && owner.ValueKind is JsonValueKind.String ? owner.GetString() : null,
            SupportsVerbatim = entry.TryGetProperty("x_sluice"u8, out var ours) && ours.ValueKind is JsonValueKind.Object
                && ours.TryGetProperty("verbatim"u8, out var verbatim) && verbatim.ValueKind is JsonValueKind.True,
        };
    }
}
