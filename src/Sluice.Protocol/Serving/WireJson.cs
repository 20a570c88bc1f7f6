using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Protocol.Serving;

/// <summary>How JSON is written on the wire: letters of any script stay as they are, since nothing here ends up inside HTML. (Emoji become \u pairs.)</summary>
static class WireJson
{
    internal static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
