using System.Text.Json;

namespace Sluice.Protocol.Client;

/// <summary>Reads llama.cpp's <c>timings</c>; the last ones hold.</summary>
sealed class TimingsReader
{
    double? prompt;
    double? predicted;
    double? cached;
    double? drafted;
    double? accepted;

    /// <summary>Reads the value that the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_ms"u8))
                prompt = Number(ref reader) ?? prompt;
            else if (reader.ValueTextEquals("predicted_ms"u8))
                predicted = Number(ref reader) ?? predicted;
            else if (reader.ValueTextEquals("cache_n"u8))
                cached = Number(ref reader) ?? cached;
            else if (reader.ValueTextEquals("draft_n"u8))
                drafted = Number(ref reader) ?? drafted;
            else if (reader.ValueTextEquals("draft_n_accepted"u8))
                accepted = Number(ref reader) ?? accepted;
            else
                reader.Skip();
        }
    }

    public ServerTimings? ToTimings() => (prompt ?? predicted ?? cached ?? drafted ?? accepted) is null
        ? null
        : new(prompt, predicted, (int?)cached, (int?)drafted, (int?)accepted);

    static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var value) && value is >= 0 and < int.MaxValue)
            return value;
        reader.Skip();
        return null;
    }
}
