namespace Sluice.Protocol.Http;

/// <summary>Finds a body in the bytes of a connection: chunked, of a told length, or all until the connection closes (RFC 9112, section 6).</summary>
struct BodyFraming
{
    /// <summary>Bytes of a chunk's extensions, and of trailers: as much as of the head of an answer.</summary>
    const int MostBeside = 64 << 10;

    enum Step
    {
        /// <summary>Hexadecimal digits of a chunk's length.</summary>
        Size,

        /// <summary>What follows the digits, up to the end of the line.</summary>
        Extension,

        /// <summary>So many bytes of the body.</summary>
        Data,

        /// <summary>The line's end behind a chunk.</summary>
        DataEnd,

        /// <summary>The beginning of a line behind the last chunk.</summary>
        Trailer,

        /// <summary>The rest of such a line.</summary>
        TrailerRest,

        Whole,

        /// <summary>All bytes are the body's.</summary>
        UntilClose,
    }

    Step step;
    bool chunked;
    long left; // bytes of the chunk or the body
    int digits;
    int beside;

    /// <summary>Whether nothing more belongs to the body.</summary>
    public readonly bool IsWhole => step is Step.Whole;

    /// <summary>Whether the end of the connection is the body's.</summary>
    public readonly bool EndsByClose => step is Step.UntilClose;

    /// <summary>Whether something came behind the body that nobody asked for.</summary>
    public bool HasSurplus { get; private set; }

    public static BodyFraming Chunked() => new() { step = Step.Size, chunked = true };

    public static BodyFraming OfLength(long length) => new() { step = length == 0 ? Step.Whole : Step.Data, left = length };

    public static BodyFraming UntilClose() => new() { step = Step.UntilClose };

    /// <summary>Moves what belongs to the body to the beginning of the bytes, and says how much that is. Throws where the framing is broken.</summary>
    public int Decode(Span<byte> bytes)
    {
        if (step is Step.UntilClose)
            return bytes.Length;
        var (taken, given) = (0, 0);
        while (taken < bytes.Length && step is not Step.Whole)
        {
            if (step is not Step.Data)
            {
                Take(bytes[taken++]);
                continue;
            }
            var count = (int)Math.Min(left, bytes.Length - taken);
            if (given != taken)
                bytes.Slice(taken, count).CopyTo(bytes[given..]);
            (taken, given, left) = (taken + count, given + count, left - count);
            if (left == 0)
                step = chunked ? Step.DataEnd : Step.Whole;
        }
        HasSurplus |= taken < bytes.Length;
        return given;
    }

    void Take(byte letter)
    {
        switch (step)
        {
            case Step.Size when char.IsAsciiHexDigit((char)letter) && digits < 15:
                left = left << 4 | (long)(letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10);
                digits++;
                break;
            case Step.Size or Step.Extension when letter == '\n' && digits > 0:
                (step, digits) = (left == 0 ? Step.Trailer : Step.Data, 0);
                break;
            case Step.Size when letter is (byte)'\r' or (byte)' ' or (byte)'\t' or (byte)';' && digits > 0:
                step = Step.Extension;
                break;
            case Step.DataEnd when letter == '\n':
                step = Step.Size;
                break;
            case Step.DataEnd when letter == '\r':
                break;
            case Step.Trailer or Step.TrailerRest when letter == '\n':
                step = step is Step.Trailer ? Step.Whole : Step.Trailer;
                break;
            case Step.Trailer when letter == '\r':
                break;
            case Step.Extension or Step.Trailer or Step.TrailerRest when ++beside <= MostBeside:
                step = step is Step.Trailer ? Step.TrailerRest : step;
                break;
            default:
                throw new IOException("the body is not chunked as it should be");
        }
    }
}
