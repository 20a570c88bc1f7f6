using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sluice.Protocol.Serving;

/// <summary>Writes the answer to <c>POST /v1/embeddings</c>.</summary>
public static class EmbeddingReplyWriter
{
    /// <param name="output">Takes the body.</param>
    /// <param name="model">The name the client asked for.</param>
    /// <param name="vectors">One for each input, in their order.</param>
    /// <param name="asBase64">Little-endian 32-bit floats as base64 instead of numbers.</param>
    /// <param name="promptTokens">Of all inputs together.</param>
    public static void Write(IBufferWriter<byte> output, string model, IReadOnlyList<float[]> vectors, bool asBase64, int promptTokens)
    {
        using var json = new Utf8JsonWriter(output, WireJson.WriterOptions);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var i = 0; i < vectors.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, i);
            if (asBase64)
                json.WriteBase64String("embedding"u8, MemoryMarshal.AsBytes<float>(vectors[i]));
            else
                WriteNumbers(json, vectors[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("model"u8, model);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, promptTokens);
        json.WriteNumber("total_tokens"u8, promptTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteNumbers(Utf8JsonWriter json, float[] vector)
    {
        json.WriteStartArray("embedding"u8);
        foreach (var number in vector)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
