namespace Sluice.Pipeline.Storage;

/// <summary>One try at one record, as the journal keeps it. Never changed once written.</summary>
public sealed record AttemptEntry
{
    /// <summary>Which try of this invocation, from 1; 0 when no call was made.</summary>
    public required int Number { get; init; }

    /// <summary>Name of the reason it failed; null when its answer was accepted.</summary>
    public string? Reason { get; init; }

    public string? Detail { get; init; }

    /// <summary>Whether the record was given up after it.</summary>
    public bool IsFinal { get; init; }

    /// <summary>When the request was sent; null when no call was made.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public TimeSpan? FirstToken { get; init; }

    public TimeSpan? Total { get; init; }

    public string? Backend { get; init; }

    /// <summary>The model that answered, as the server calls it.</summary>
    public string? Model { get; init; }

    public string? FinishReason { get; init; }

    public int? HttpStatus { get; init; }

    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }

    public int? CachedTokens { get; init; }

    /// <summary>SHA-256 of the request's body; null when no call was made.</summary>
    public ReadOnlyMemory<byte>? RequestHash { get; init; }

    /// <summary>Settings it was made with instead of the configuration's, as JSON; null for none.</summary>
    public string? Overrides { get; init; }

    /// <summary>The request's body. Kept of failed attempts only.</summary>
    public string? Request { get; init; }

    /// <summary>What came back, as far as it came. Kept of failed attempts only.</summary>
    public string? Response { get; init; }
}
