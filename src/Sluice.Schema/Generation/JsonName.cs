using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Schema.Generation;

/// <summary>Strings as JSON text, with no more escapes than must be.</summary>
internal static class JsonName
{
    public static string Of(string text) => "\"" + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";
}
