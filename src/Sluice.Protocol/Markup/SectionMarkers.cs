namespace Sluice.Protocol.Markup;

/// <summary>How a family marks the sections of its answers.</summary>
internal sealed record SectionMarkers
{
    /// <summary>Before and after reasoning; null for a family that does not mark any.</summary>
    public (string Open, string Close)? Reasoning { get; init; }

    /// <summary>Before a call or several; null for a family without, or a request without tools.</summary>
    public string? CallOpen { get; init; }

    /// <summary>After them; null where only another <see cref="CallOpen"/> or the end of the answer ends them.</summary>
    public string? CallClose { get; init; }

    /// <summary>Around all calls; they say nothing of their own.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>A line that begins with a brace may be a call, without a marker.</summary>
    public bool BareCalls { get; init; }

    /// <summary>How a call is written.</summary>
    public CallShape Calls { get; init; } = CallShapes.Objects;

    /// <summary>Where the JSON of a call begins.</summary>
    public IReadOnlyList<CallPattern> Patterns { get; init; } = [];

    /// <summary>How a call's object names its arguments.</summary>
    public string ArgumentsKey { get; init; } = "arguments";

    /// <summary>What may be called; null when that is not known.</summary>
    public IReadOnlyCollection<string>? Functions { get; init; }

    /// <summary>All of them: a server must not swallow these where they are control tokens.</summary>
    public IEnumerable<string> All =>
        [.. new[] { Reasoning?.Open, Reasoning?.Close, CallOpen, CallClose }.OfType<string>(), .. Ignored];
}
