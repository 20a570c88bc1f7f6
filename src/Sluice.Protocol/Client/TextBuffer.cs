using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Protocol.Streaming;

namespace Sluice.Protocol.Client;

/// <summary>
/// Text that grows by JSON strings, kept as UTF-8 in a pooled array so that a chunk costs no string.
/// A surrogate pair whose halves came in two chunks is joined; bytes that are no UTF-8 become U+FFFD only at the end.
/// </summary>
sealed class TextBuffer : IDisposable
{
    byte[] bytes = [];
    char waitingHigh; // first half of a pair at the end of the last string; '\0' when none

    public int Length { get; private set; }

    public ReadOnlySpan<byte> From(int start) => bytes.AsSpan(start, Length - start);

    public ReadOnlySpan<byte> Slice(Range range) => bytes.AsSpan(0, Length)[range];

    /// <summary>Appends the string that the reader stands on.</summary>
    public void AppendString(ref Utf8JsonReader reader)
    {
        var value = reader.ValueSpan;
        Reserve(value.Length + 3);
        if (!reader.ValueIsEscaped)
            AppendPlain(value);
        else
            AppendEscaped(value);
    }

    public void AppendPlain(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return;
        Reserve(utf8.Length + 3);
        GiveUpWaiting();
        utf8.CopyTo(bytes.AsSpan(Length));
        Length += utf8.Length;
    }

    /// <summary>Says that no more comes for this text: half a surrogate pair at its end becomes U+FFFD.</summary>
    public void EndText()
    {
        Reserve(3);
        GiveUpWaiting();
    }

    /// <summary>Takes back what was appended after this length.</summary>
    public void Truncate(int length)
    {
        Length = length;
        waitingHigh = '\0';
    }

    /// <summary>The whole text; the only place where a string is made.</summary>
    public override string ToString()
    {
        EndText();
        return Encoding.UTF8.GetString(bytes, 0, Length);
    }

    public void Dispose()
    {
        if (bytes.Length > 0)
            StreamBuffers.Pool.Return(bytes);
        bytes = [];
        Length = 0;
    }

    /// <summary>No escape is shorter than the bytes it stands for, so the reserved room suffices.</summary>
    void AppendEscaped(ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty)
        {
            var escape = value.IndexOf((byte)'\\');
            AppendPlain(escape < 0 ? value : value[..escape]);
            if (escape < 0)
                return;
            value = value[(escape + 1)..];
            if (value[0] == 'u')
            {
                AppendUnit((char)ushort.Parse(value.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                value = value[5..];
                continue;
            }
            GiveUpWaiting();
            bytes[Length++] = Unescape(value[0]);
            value = value[1..];
        }
    }

    /// <summary>The letter was checked by the JSON reader.</summary>
    static byte Unescape(byte letter) => letter switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => letter,
    };

    void AppendUnit(char unit)
    {
        if (char.IsLowSurrogate(unit) && waitingHigh != '\0')
        {
            AppendRune(new Rune(waitingHigh, unit));
            waitingHigh = '\0';
            return;
        }
        GiveUpWaiting();
        if (char.IsHighSurrogate(unit))
            waitingHigh = unit;
        else
            AppendRune(char.IsLowSurrogate(unit) ? Rune.ReplacementChar : new Rune(unit));
    }

    void GiveUpWaiting()
    {
        if (waitingHigh == '\0')
            return;
        waitingHigh = '\0';
        AppendRune(Rune.ReplacementChar);
    }

    void AppendRune(Rune rune) => Length += rune.EncodeToUtf8(bytes.AsSpan(Length));

    void Reserve(int more)
    {
        if (bytes.Length - Length >= more)
            return;
        var larger = StreamBuffers.Pool.Rent(Math.Max(Length + more, Math.Max(256, bytes.Length * 2)));
        bytes.AsSpan(0, Length).CopyTo(larger);
        if (bytes.Length > 0)
            StreamBuffers.Pool.Return(bytes);
        bytes = larger;
    }
}
