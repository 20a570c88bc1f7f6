namespace Sluice.Schema.Tokens;

/// <summary>The tokens that may follow a place in a string.</summary>
/// <param name="Inside">Those that stay in it.</param>
/// <param name="Closing">Those that end it, as far as the string is concerned; what they have after the quote counts besides.</param>
internal sealed record TextMask(TokenSet Inside, TokenSet Closing)
{
    /// <summary>Bytes of memory, more or less: the sets, and what it takes to remember them.</summary>
    public int Size => Inside.Size + Closing.Size + 256;
}
