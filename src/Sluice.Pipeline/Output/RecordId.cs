using System.Text.Json;

namespace Sluice.Pipeline.Output;

/// <summary>A record's id as the input had it: a number stays a number.</summary>
internal static class RecordId
{
    public static void Write(Utf8JsonWriter writer, string key, bool isNumber)
    {
        writer.WritePropertyName("id");
        if (isNumber) writer.WriteRawValue(key);
        else writer.WriteStringValue(key);
    }
}
