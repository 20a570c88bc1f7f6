using Sluice.Protocol.Chat;

namespace Sluice.Engine.Sampling;

/// <summary>One drawn token.</summary>
/// <param name="Token">Its number.</param>
/// <param name="Bytes">What it writes; null for a control token.</param>
/// <param name="EndsAnswer">True when nothing comes after it.</param>
internal readonly record struct TokenChoice(int Token, byte[]? Bytes, bool EndsAnswer)
{
    /// <summary>Why no token could be drawn; null when one was.</summary>
    public string? Problem { get; init; }

    /// <summary>How likely the model held it; null when nobody asked.</summary>
    public TokenScore? Score { get; init; }

    public static TokenChoice None(string problem) => new(-1, null, false) { Problem = problem };
}
