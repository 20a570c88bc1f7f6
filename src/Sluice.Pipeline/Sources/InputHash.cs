using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sluice.Pipeline.Sources;

/// <summary>A fingerprint of a record's content. Spacing and escapes do not change it; names, values and their order do.</summary>
internal static class InputHash
{
    /// <summary>Bytes of a hash kept: SHA-256 in full.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Throws <see cref="InvalidOperationException"/> when a text of the record is not valid Unicode.</summary>
    public static byte[] Of(JsonElement value)
    {
        var content = new ArrayBufferWriter<byte>(512);
        Append(content, value);
        return SHA256.HashData(content.WrittenSpan);
    }

    static void Append(ArrayBufferWriter<byte> content, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                content.Write("{"u8);
                foreach (var property in value.EnumerateObject())
                {
                    AppendText(content, property.Name);
                    Append(content, property.Value);
                }

                content.Write("}"u8);
                break;
            case JsonValueKind.Array:
                content.Write("["u8);
                foreach (var item in value.EnumerateArray()) Append(content, item);
                content.Write("]"u8);
                break;
            case JsonValueKind.String:
                AppendText(content, value.GetString()!);
                break;
            default:
                content.Write(JsonMarshal.GetRawUtf8Value(value));
                content.Write(","u8);
                break;
        }
    }

    static void AppendText(ArrayBufferWriter<byte> content, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        content.Write("\""u8);
        BitConverter.TryWriteBytes(content.GetSpan(sizeof(int)), length);
        content.Advance(sizeof(int));
        content.Advance(Encoding.UTF8.GetBytes(text, content.GetSpan(length)));
    }
}
