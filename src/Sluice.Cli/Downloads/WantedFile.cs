namespace Sluice.Cli.Downloads;

/// <summary>One file to fetch.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Sha256">64 hexadecimal digits in lower case; null when nobody said what it must be.</param>
/// <param name="Bytes">Its size; null when it is not known beforehand.</param>
internal sealed record WantedFile(Uri Url, string Name, string? Sha256, long? Bytes);
