using System.Text.Json;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>The meta-schemas published on json-schema.org, carried along so that a reference to one needs no network.</summary>
internal static class MetaSchemaLibrary
{
    /// <summary>The document behind an address, null when it is none of the published ones.</summary>
    public static JsonElement? Find(string address)
    {
        // The older ones are published under http, the newer ones under https.
        var site = address.IndexOf("://json-schema.org/", StringComparison.Ordinal);
        if (site < 0 || address[..site] is not ("http" or "https"))
            return null;
        using var stream = typeof(MetaSchemaLibrary).Assembly.GetManifestResourceStream(address[(site + "://json-schema.org/".Length)..]);
        if (stream is null)
            return null;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
