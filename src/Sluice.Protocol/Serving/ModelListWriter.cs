using System.Buffers;
using System.Text.Json;
using Sluice.Protocol.Client;

namespace Sluice.Protocol.Serving;

/// <summary>Writes the bodies of <c>GET /v1/models</c> and <c>GET /v1/models/NAME</c>.</summary>
public static class ModelListWriter
{
    /// <param name="output">Where to.</param>
    /// <param name="models">In the order to list them.</param>
    /// <param name="created">Unix seconds.</param>
    public static void Write(IBufferWriter<byte> output, IEnumerable<ServedModel> models, long created)
    {
        using var json = new Utf8JsonWriter(output, WireJson.WriterOptions);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var model in models)
            WriteModel(json, model, created);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One model alone.</summary>
    public static void Write(IBufferWriter<byte> output, ServedModel model, long created)
    {
        using var json = new Utf8JsonWriter(output, WireJson.WriterOptions);
        WriteModel(json, model, created);
    }

    static void WriteModel(Utf8JsonWriter json, ServedModel model, long created)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model.Id);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, created);
        json.WriteString("owned_by"u8, model.Owner ?? "sluice");
        if (model.MaxModelLength is { } length)
            json.WriteNumber("max_model_len"u8, length);
        if (model.SupportsVerbatim)
        {
            json.WriteStartObject("x_sluice"u8);
            json.WriteBoolean("verbatim"u8, true);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
