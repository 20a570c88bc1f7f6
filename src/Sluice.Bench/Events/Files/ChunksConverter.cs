using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Bench.Events.Files;

/// <summary>Chunks as an array of <c>[seconds, reasoning, answer, calls, tokens]</c>; what is zero or unknown at the end of one is left out.</summary>
sealed class ChunksConverter : JsonConverter<PackedChunks>
{
    public override PackedChunks Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("chunks are an array");
        using var packer = new ChunkPacker();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) packer.Add(One(ref reader));
        return packer.Packed();
    }

    public override void Write(Utf8JsonWriter writer, PackedChunks value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var chunk in value) Write(writer, chunk);
        writer.WriteEndArray();
    }

    static ChunkEvent One(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read()) throw new JsonException("a chunk is [seconds, reasoning, answer, calls, tokens]");
        var at = SecondsConverter.Of(reader.GetDecimal());
        Span<int> counts = stackalloc int[4];
        var known = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (known == counts.Length) throw new JsonException("a chunk has at most five numbers");
            counts[known++] = reader.GetInt32();
        }

        return new ChunkEvent(at, counts[0], counts[1], counts[2], known == 4 ? counts[3] : null);
    }

    static void Write(Utf8JsonWriter writer, in ChunkEvent chunk)
    {
        writer.WriteStartArray();
        SecondsConverter.Write(writer, chunk.At);
        if (chunk.HasText || chunk.Tokens is not null) writer.WriteNumberValue(chunk.Reasoning);
        if (chunk.Answer + chunk.Calls > 0 || chunk.Tokens is not null) writer.WriteNumberValue(chunk.Answer);
        if (chunk.Calls > 0 || chunk.Tokens is not null) writer.WriteNumberValue(chunk.Calls);
        if (chunk.Tokens is { } tokens) writer.WriteNumberValue(tokens);
        writer.WriteEndArray();
    }
}
