using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources.Csv;

namespace Sluice.Pipeline.Sources;

/// <summary>Streams the records of an input, one file after the other, in bounded memory.</summary>
public abstract class RecordSource
{
    /// <summary>Longest record, in bytes: 16 MiB, far above any prompt that a model takes.</summary>
    public const int MaxRecordBytes = 16 * 1024 * 1024;

    /// <summary>The records in the order of the input, good and bad.</summary>
    /// <exception cref="InvalidDataException">No record of a file can be read: a CSV file without a usable header, a damaged gzip file.</exception>
    public abstract IAsyncEnumerable<SourceRecord> ReadAsync(CancellationToken ct);

    /// <summary>How many records there are, good and bad, without reading into them. Null when the input can be read only once.</summary>
    public abstract Task<long?> CountAsync(CancellationToken ct);

    /// <summary>The source of an input, by its format.</summary>
    public static RecordSource Of(InputSpec input) => input.Format switch
    {
        InputFormat.Csv => new CsvSource(input.Files, input.Id, input.Separator),
        InputFormat.Text => new TextFileSource(input.Files, input.Id),
        _ => new JsonLinesSource(input.Files, input.Id),
    };
}
