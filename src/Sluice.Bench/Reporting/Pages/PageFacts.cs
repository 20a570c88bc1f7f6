namespace Sluice.Bench.Reporting.Pages;

/// <summary>What a page tells besides the figures of its log.</summary>
public sealed record PageFacts
{
    /// <summary>What made the page, with its version.</summary>
    public required string Tool { get; init; }

    /// <summary>When, wall time.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>The command line that made it.</summary>
    public required string Command { get; init; }

    /// <summary>The files it was made of.</summary>
    public required IReadOnlyList<PageFile> Files { get; init; }

    /// <summary>Curves to draw beside what was measured.</summary>
    public IReadOnlyList<Overlay> Overlays { get; init; } = [];
}

/// <param name="Role">What it is to the page, such as "event log".</param>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record PageFile(string Name, string Role, long Bytes, string Sha256);
