namespace Sluice.Pipeline.Storage;

/// <summary>An accepted answer with where it came from.</summary>
public sealed record StoredAnswer
{
    /// <summary>Rises with each answer accepted.</summary>
    public required long Sequence { get; init; }

    public required string Key { get; init; }

    public required bool KeyIsNumber { get; init; }

    public required AcceptedAnswer Answer { get; init; }

    /// <summary>The configuration's hash, as hexadecimal digits; null when the reader does not know it.</summary>
    public string? Config { get; init; }

    /// <summary>Settings that the accepted attempt was made with instead of the configuration's, as JSON; null for none.</summary>
    public string? Overrides { get; init; }

    /// <summary>Values that were taken out of it because the text does not contain them, as JSON; null for none.</summary>
    public string? Dropped { get; init; }

    public string? Backend { get; init; }

    public string? Model { get; init; }

    /// <summary>Attempts at the record under this configuration, in all invocations.</summary>
    public required int Attempts { get; init; }

    /// <summary>Tokens of the accepted attempt; null when the server did not count.</summary>
    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }

    public TimeSpan? Total { get; init; }

    /// <summary>When the accepted attempt was sent; null when no call was made.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The record as the store keeps it, compressed; null where it could not be read.</summary>
    internal byte[]? Payload { get; init; }
}
