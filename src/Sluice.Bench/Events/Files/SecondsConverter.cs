using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Bench.Events.Files;

/// <summary>Times as seconds, to the tick.</summary>
sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => Write(writer, value);

    /// <summary>By whole numbers: a chunk's time is written a million times in a long run.</summary>
    public static void Write(Utf8JsonWriter writer, TimeSpan time)
    {
        Span<byte> text = stackalloc byte[24];
        var ticks = (ulong)Math.Abs(time.Ticks);
        var length = 0;
        if (time < TimeSpan.Zero) text[length++] = (byte)'-';
        Utf8Formatter.TryFormat(ticks / (ulong)TimeSpan.TicksPerSecond, text[length..], out var written);
        length += written;
        if (ticks % (ulong)TimeSpan.TicksPerSecond is var rest and > 0)
        {
            text[length++] = (byte)'.';
            Utf8Formatter.TryFormat(rest, text[length..], out written, new StandardFormat('D', 7));
            length += written;
            while (text[length - 1] == '0') length--;
        }

        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    /// <exception cref="JsonException">Beyond what a clock can show.</exception>
    public static TimeSpan Of(decimal seconds) => Math.Abs(seconds) < 1e9m
        ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
        : throw new JsonException("a time is beyond 1e9 seconds");
}
