using System.Text.Json.Serialization;

namespace Sluice.Cli.Downloads;

/// <summary>What lies beside a part of a file, so that a later process can go on with it.</summary>
/// <param name="Url">Where it came from, without what may be a key.</param>
/// <param name="ETag">The server's strong mark of this version of the file; null when it gave none.</param>
/// <param name="LastModified">As the server wrote it; taken where there is no ETag.</param>
/// <param name="Bytes">Size of the whole file; null when the server did not say.</param>
internal sealed record PartNotes(string Url, string? ETag, string? LastModified, long? Bytes)
{
    /// <summary>What proves to the server that our part is of its file; null when nothing can.</summary>
    [JsonIgnore]
    public string? Validator => ETag ?? LastModified;
}

[JsonSerializable(typeof(PartNotes))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class PartNotesJson : JsonSerializerContext;
