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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, value);
        return hash.GetHashAndReset();
    }

    static void Append(IncrementalHash hash, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                hash.AppendData("{"u8);
                foreach (var property in value.EnumerateObject())
                {
                    AppendText(hash, property.Name);
                    Append(hash, property.Value);
                }

                hash.AppendData("}"u8);
                break;
            case JsonValueKind.Array:
                hash.AppendData("["u8);
                foreach (var item in value.EnumerateArray()) Append(hash, item);
                hash.AppendData("]"u8);
                break;
            case JsonValueKind.String:
                AppendText(hash, value.GetString()!);
                break;
            default:
                hash.AppendData(Encoding.UTF8.GetBytes(value.GetRawText()));
                hash.AppendData(","u8);
                break;
        }
    }

    static void AppendText(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData("\""u8);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
