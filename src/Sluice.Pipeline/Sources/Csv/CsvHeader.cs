namespace Sluice.Pipeline.Sources.Csv;

/// <summary>The names of a CSV file's columns.</summary>
internal sealed record CsvHeader(IReadOnlyList<string> Columns)
{
    static readonly char[] LikelySeparators = [';', '\t', '|', ','];

    const string Allowed = "a first row with the name of each column, no two alike";

    /// <exception cref="InvalidDataException">The row names no columns that records could have.</exception>
    public static CsvHeader Of(CsvRow row, SourceFile file, RecordPath? id)
    {
        var problem = row.Fault
            ?? (row.Values.ToList().FindIndex(string.IsNullOrWhiteSpace) is var nameless and >= 0 ? $"column {nameless + 1} of the header has no name" : null)
            ?? (row.Values.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"the header has the column '{twice.Key}' twice" : null);
        if (problem is not null) throw new InvalidDataException($"{file.Name}:{row.Line}: {problem}; allowed: {Allowed}");
        if (id is not null && !row.Values.Contains(id.FirstName, StringComparer.Ordinal))
            throw new InvalidDataException($"{file.Name}:{row.Line}: the header has no column '{id.FirstName}', where ids should be; it has: {string.Join(", ", row.Values)}{OtherSeparator(row.Values)}");
        return new CsvHeader(row.Values);
    }

    /// <summary>A hint where the header is one name that other programs would have cut into several.</summary>
    static string OtherSeparator(IReadOnlyList<string> columns) =>
        columns is [var only] && only.IndexOfAny(LikelySeparators) is var at and >= 0
            ? $"; where {(only[at] == '\t' ? "a tab" : $"'{only[at]}'")} stands between the fields, say so: input.separator: {(only[at] == '\t' ? "tab" : $"\"{only[at]}\"")}" : "";
}
