using System.Text.Json;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>The meta-schemas published on json-schema.org, carried along so that a reference to one needs no network.</summary>
internal static class MetaSchemaLibrary
{
    const string Site = "https://json-schema.org/";

    /// <summary>The document behind an address, null when it is none of the published ones.</summary>
    public static JsonElement? Find(string address)
    {
        if (!address.StartsWith(Site, StringComparison.Ordinal))
            return null;
        using var stream = typeof(MetaSchemaLibrary).Assembly.GetManifestResourceStream(address[Site.Length..]);
        if (stream is null)
            return null;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
