using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Bench.Requests;

/// <summary>A text of <see cref="MadeText"/> that is made when it is sent.</summary>
/// <param name="before">Stands before it with a space between; null for nothing.</param>
sealed class MadePrompt(MadeText text, int words, long? nonce, int seed, MadePrompt? before = null) : WrittenText
{
    const int Piece = 512; // bytes on the stack

    public override void WriteTo(Utf8JsonWriter json)
    {
        WritePieces(json);
        json.WriteStringValueSegment(default(ReadOnlySpan<byte>), isFinalSegment: true);
    }

    void WritePieces(Utf8JsonWriter json)
    {
        before?.WritePieces(json);
        Span<byte> piece = stackalloc byte[Piece];
        var length = 0;
        if (before is not null) piece[length++] = (byte)' ';
        var source = text.Words(words, nonce, seed);
        while (source.TryNext(out var word))
        {
            if (length + word.Length > Piece)
            {
                json.WriteStringValueSegment(piece[..length], isFinalSegment: false);
                length = 0;
            }

            word.CopyTo(piece[length..]);
            length += word.Length;
        }

        json.WriteStringValueSegment(piece[..length], isFinalSegment: false);
    }
}
