namespace Sluice.Protocol.Chat;

/// <summary>How likely a model held one token of its answer.</summary>
/// <param name="Utf8">What the token writes: perhaps a part of a character.</param>
/// <param name="LogProbability">Natural logarithm of its probability among all tokens, before temperature, penalties and cuts.</param>
public readonly record struct TokenScore(ReadOnlyMemory<byte> Utf8, double LogProbability)
{
    /// <summary>The likeliest tokens of that place, best first, as many as were asked for.</summary>
    public IReadOnlyList<TokenScore> Likeliest { get; init; } = [];
}
