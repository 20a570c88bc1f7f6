using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Bench.Events.Files;

/// <summary>A chunk as <c>[seconds, reasoning, answer, calls, tokens]</c>; what is zero or unknown at the end is left out.</summary>
sealed class ChunkConverter : JsonConverter<ChunkEvent>
{
    public override ChunkEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
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

    public override void Write(Utf8JsonWriter writer, ChunkEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(SecondsConverter.Seconds(value.At));
        if (value.HasText || value.Tokens is not null) writer.WriteNumberValue(value.Reasoning);
        if (value.Answer + value.Calls > 0 || value.Tokens is not null) writer.WriteNumberValue(value.Answer);
        if (value.Calls > 0 || value.Tokens is not null) writer.WriteNumberValue(value.Calls);
        if (value.Tokens is { } tokens) writer.WriteNumberValue(tokens);
        writer.WriteEndArray();
    }
}
