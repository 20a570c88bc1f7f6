namespace Sluice.Schema.Loading;

/// <summary>A word of a schema that its draft does not know and that would be ignored, as the standard says: mostly a slip.</summary>
/// <param name="Path">Where it stands, as in "#/properties/age/minimun".</param>
/// <param name="Draft">The draft that the schema is read by, as in "2020-12".</param>
/// <param name="Keywords">What that draft knows.</param>
/// <param name="KnownTo">A draft that does know it; null when none does.</param>
/// <param name="HoldsSchema">Whether its value looks like a schema: a key that was meant to stand under "properties".</param>
public sealed record UnknownKeyword(string Path, string Name, string Draft, IReadOnlyCollection<string> Keywords, string? KnownTo, bool HoldsSchema)
{
    /// <summary>What may stand in a schema.</summary>
    public static string Allowed => "the keywords of its draft, and notes of your own under names that begin with x-";

    /// <summary>What is wrong, without the place.</summary>
    /// <param name="hint">" (did you mean 'minimum'?)" or nothing.</param>
    public string Sentence(string hint) => this switch
    {
        { KnownTo: { } other } => $"'{Name}' is a keyword of draft {other}, but the schema is read by draft {Draft}, where it means nothing; name its draft in \"$schema\" or say it in the words of {Draft}",
        { Name: "nullable" } => $"'{Name}' is a word of OpenAPI and means nothing in draft {Draft}; allow null by \"type\": [\"string\", \"null\"]",
        { HoldsSchema: true } when hint.Length == 0 => $"'{Name}' is not a keyword of draft {Draft} and would be ignored; the schema of a key stands under \"properties\"",
        _ => $"'{Name}' is not a keyword of draft {Draft} and would be ignored{hint}",
    };
}
