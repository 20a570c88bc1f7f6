namespace Sluice.Protocol.Chat;

/// <summary>How likely a model held one token of its answer, or of its prompt.</summary>
/// <param name="Utf8">What the token writes: perhaps a part of a character.</param>
/// <param name="LogProbability">Natural logarithm of its probability among all tokens, before temperature, penalties and cuts. Null for the first token of a prompt, which nothing foretells.</param>
public readonly record struct TokenScore(ReadOnlyMemory<byte> Utf8, double? LogProbability)
{
    /// <summary>Whether it is in no text: the beginning token that a model wants before a prompt.</summary>
    public bool IsUnwritten { get; init; }

    /// <summary>The likeliest tokens of that place, best first, as many as were asked for.</summary>
    public IReadOnlyList<TokenScore> Likeliest { get; init; } = [];
}
