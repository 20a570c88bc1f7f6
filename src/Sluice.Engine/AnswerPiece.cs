using Sluice.Protocol.Chat;

namespace Sluice.Engine;

/// <summary>What an answer grew by.</summary>
/// <param name="Text">Whole characters; empty when only scores came.</param>
/// <param name="Scores">Of the tokens written since the last piece; empty when nobody asked for them.</param>
internal readonly record struct AnswerPiece(string Text, IReadOnlyList<TokenScore> Scores);
