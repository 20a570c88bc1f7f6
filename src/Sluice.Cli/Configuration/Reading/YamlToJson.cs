using System.Buffers;
using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sluice.Cli.Configuration.Reading;

/// <summary>Turns YAML values into JSON by the core schema of YAML 1.2: plain words may be null, booleans or numbers.</summary>
internal static class YamlToJson
{
    /// <summary>Levels below a value. An anchor that contains itself would otherwise have no end.</summary>
    private const int MaxDepth = 32;

    public static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Null when the value is nested too deeply or has a key that is no text.</summary>
    public static JsonElement? Convert(YamlNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (!Write(writer, node, 0)) return null;
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static bool Write(Utf8JsonWriter writer, YamlNode node, int depth)
    {
        if (depth > MaxDepth) return false;
        switch (node)
        {
            case YamlScalarNode scalar:
                WriteScalar(writer, scalar);
                return true;
            case YamlSequenceNode list:
                writer.WriteStartArray();
                if (list.Children.Any(item => !Write(writer, item, depth + 1))) return false;
                writer.WriteEndArray();
                return true;
            case YamlMappingNode map:
                writer.WriteStartObject();
                foreach ((YamlNode key, YamlNode value) in map.Children)
                {
                    if (key is not YamlScalarNode { Value: { } name }) return false;
                    writer.WritePropertyName(name);
                    if (!Write(writer, value, depth + 1)) return false;
                }
                writer.WriteEndObject();
                return true;
            default:
                return false;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (IsNull(scalar)) writer.WriteNullValue();
        else if (scalar.Style != ScalarStyle.Plain) writer.WriteStringValue(text);
        else if (text is "true" or "True" or "TRUE") writer.WriteBooleanValue(true);
        else if (text is "false" or "False" or "FALSE") writer.WriteBooleanValue(false);
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) writer.WriteNumberValue(whole);
        else if (IsDecimal(text, out double real)) writer.WriteNumberValue(real);
        else writer.WriteStringValue(text);
    }

    private static bool IsDecimal(string text, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        value = 0;
        return text.Any(char.IsAsciiDigit)
            && double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
