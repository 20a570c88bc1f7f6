using System.Text;
using System.Text.Json;

namespace Sluice.Schema.Answers.Running;

/// <summary>
/// The bytes of an answer so far. States only remember offsets into it, and a state that is set back leaves its bytes behind to be
/// overwritten, so one text serves a whole walk of trials.
/// </summary>
internal sealed class RawText
{
    byte[] bytes;

    public RawText(ReadOnlySpan<byte> start)
    {
        bytes = new byte[Math.Max(256, start.Length * 2)];
        start.CopyTo(bytes);
    }

    public void Put(int at, byte next)
    {
        if (at == bytes.Length)
            Array.Resize(ref bytes, bytes.Length * 2);
        bytes[at] = next;
    }

    public ReadOnlySpan<byte> Slice(int from, int to) => bytes.AsSpan(from, to - from);

    /// <summary>The characters of a string, given the bytes between its quotes or the beginning of them.</summary>
    public string Text(int from, int to)
    {
        var raw = Slice(from, to);
        if (raw.IndexOf((byte)'\\') < 0)
            return Encoding.UTF8.GetString(raw);
        byte[] quoted = [(byte)'"', .. raw, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }
}
