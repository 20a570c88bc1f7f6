using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Bench.Events.Files;

/// <summary>Times as seconds, to the tick.</summary>
sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(Seconds(value));

    public static decimal Seconds(TimeSpan time) => time.Ticks / (decimal)TimeSpan.TicksPerSecond;

    /// <exception cref="JsonException">Beyond what a clock can show.</exception>
    public static TimeSpan Of(decimal seconds) => Math.Abs(seconds) < 1e9m
        ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
        : throw new JsonException("a time is beyond 1e9 seconds");
}
