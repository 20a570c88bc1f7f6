using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Pipeline.Configuration.Yaml;

/// <summary>Turns YAML into JSON by the core schema of YAML 1.2: a plain word may be null, a boolean or a number; `yes` and `off` are texts.</summary>
internal static partial class YamlToJson
{
    public static JsonElement Convert(YamlNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, node);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    static void Write(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case YamlList list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case YamlScalar scalar:
                WriteScalar(writer, scalar);
                break;
        }
    }

    static void WriteScalar(Utf8JsonWriter writer, YamlScalar scalar)
    {
        if (scalar.IsNull) writer.WriteNullValue();
        else if (scalar.Style != YamlStyle.Plain) writer.WriteStringValue(scalar.Text);
        else if (scalar.Text is "true" or "True" or "TRUE") writer.WriteBooleanValue(true);
        else if (scalar.Text is "false" or "False" or "FALSE") writer.WriteBooleanValue(false);
        else if (JsonNumber().IsMatch(scalar.Text)) writer.WriteRawValue(scalar.Text);
        else if (OtherNumber().IsMatch(scalar.Text)) writer.WriteNumberValue(decimal.Parse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture));
        else writer.WriteStringValue(scalar.Text);
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$")]
    private static partial Regex JsonNumber();

    // Numbers of YAML that JSON writes otherwise: +1, .5, 1., 007. Up to 20 digits, so that a decimal holds them.
    [GeneratedRegex(@"^[-+]?([0-9]{1,14}\.?[0-9]{0,6}|\.[0-9]{1,6})$")]
    private static partial Regex OtherNumber();
}
