namespace Sluice.Templates.Json;

/// <summary>The settings of Python's <c>json.dumps</c> that a template can choose.</summary>
internal sealed record JsonStyle
{
    public bool EnsureAscii { get; init; }

    /// <summary>What one level is indented by; null for everything on one line.</summary>
    public string? Indent { get; init; }

    public string ItemSeparator { get; init; } = ", ";

    public string KeySeparator { get; init; } = ": ";

    public bool SortKeys { get; init; }

    /// <summary>Floats that came from JSON are spelled as there (1.50), not as Python prints them (1.5).</summary>
    public bool KeepsSpelling { get; init; }
}
