namespace Sluice.Engine.Sampling;

/// <summary>Text that an answer must go on with, in place of the token drawn last and after it.</summary>
/// <param name="Tokens">The first takes the place of the token drawn last, mostly as that same token.</param>
/// <param name="Bytes">What they write beyond it; valid until the next piece is looked for.</param>
/// <param name="EndsAnswer">True when nothing comes after them.</param>
internal readonly record struct ForcedPiece(List<int> Tokens, ReadOnlyMemory<byte> Bytes, bool EndsAnswer);
