namespace Sluice.Pipeline.Sources;

/// <summary>What a file's name says about its content. <c>.gz</c> at its end is passed over.</summary>
/// <param name="Format">What the file is made of.</param>
/// <param name="Separator">What stands between the values of a CSV row.</param>
internal readonly record struct InputName(InputFormat Format, char Separator = ',')
{
    /// <summary>Null when the name says nothing.</summary>
    public static InputName? Of(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" or ".json" => new InputName(InputFormat.JsonLines),
            ".csv" => new InputName(InputFormat.Csv),
            ".tsv" => new InputName(InputFormat.Csv, '\t'),
            ".txt" or ".text" or ".md" => new InputName(InputFormat.Text),
            _ => null,
        };
    }
}
