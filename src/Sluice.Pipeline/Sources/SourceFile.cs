namespace Sluice.Pipeline.Sources;

/// <summary>One file of the input.</summary>
/// <param name="Path">Full path; <see cref="StandardInputPath"/> stands for standard input.</param>
/// <param name="Name">As messages and keys of broken lines call it: relative to the pipeline file.</param>
public sealed record SourceFile(string Path, string Name)
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInputPath = "-";

    /// <summary>What is piped into the program. It can be read once.</summary>
    public static SourceFile StandardInput { get; } = new(StandardInputPath, "standard input");

    /// <summary>Whether it can be read more than once.</summary>
    public bool CanBeReadAgain => Path != StandardInputPath;

    /// <summary>The file's bytes; those of a gzip file (known by its first two bytes, whatever its name) are unpacked.</summary>
    internal async Task<Stream> OpenAsync(CancellationToken ct)
    {
        // Buffering is the readers' own; a buffer here would only copy once more.
        Stream raw = CanBeReadAgain
            ? new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan)
            : Console.OpenStandardInput();
        var peeked = new PeekedStream(raw);
        var start = await peeked.PeekAsync(2, ct);
        return start.Span.SequenceEqual(GzipMagic) ? new UnpackedStream(peeked, Name) : peeked;
    }

    static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];
}
