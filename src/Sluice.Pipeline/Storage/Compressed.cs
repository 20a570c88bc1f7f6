using System.IO.Compression;
using System.Text;

namespace Sluice.Pipeline.Storage;

/// <summary>Texts as the store keeps them: Brotli at quality 1, which is about as fast as writing them plain and a third of the size.</summary>
internal static class Compressed
{
    const int Quality = 1;
    const int Window = 18; // log2 of bytes looked back: 256 KiB holds any prompt we meet

    public static byte[] Of(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, buffer, out var written, Quality, Window)
            ? buffer[..written] : throw new InvalidOperationException("the buffer for compression was too small");
    }

    public static string Text(byte[] compressed)
    {
        using var brotli = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
