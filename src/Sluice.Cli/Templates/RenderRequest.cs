namespace Sluice.Cli.Templates;

/// <summary>What <c>sluice template render</c> was asked.</summary>
internal sealed record RenderRequest
{
    public required string File { get; init; }

    /// <summary>The file with the messages.</summary>
    public required string Messages { get; init; }

    /// <summary>A JSON object of further variables; null for none.</summary>
    public string? Settings { get; init; }

    public string? Clock { get; init; }

    /// <summary>Tools and documents that are not given are left out, not null.</summary>
    public bool LeaveOutAbsent { get; init; }
}
