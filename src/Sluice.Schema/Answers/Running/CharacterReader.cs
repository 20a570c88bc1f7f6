namespace Sluice.Schema.Answers.Running;

/// <summary>
/// Reads the bytes of a JSON string into characters. Between two characters, in the middle of a UTF-8 sequence or an escape, it knows
/// which characters are still possible. Malformed UTF-8, raw control characters and halves of surrogate pairs are refused.
/// </summary>
/// <param name="plain">Whether only such characters may be escaped as JSON cannot hold otherwise.</param>
internal struct CharacterReader(bool plain)
{
    /// <summary>Ranges that <see cref="Possible"/> may need.</summary>
    public const int MaxRanges = 3;

    const int LastCodePoint = 0x10FFFF;
    const int LastControl = 0x1F; // up to here JSON wants an escape

    readonly bool plain = plain;

    CharacterPhase phase;
    byte digits;  // hex digits of the escape read, or UTF-8 bytes still to come
    int value;    // bits read so far
    int high;     // first code point of the block that a high surrogate has chosen, 0 without one

    public readonly CharacterPhase Phase => phase;

    /// <summary>Whether a character is half read.</summary>
    public readonly bool IsInside => phase != CharacterPhase.Between;

    /// <summary>The character that the last byte completed.</summary>
    public int Character { get; private set; }

    public CharacterEvent Read(byte next) => phase switch
    {
        CharacterPhase.Between => ReadFirst(next),
        CharacterPhase.Utf8 => ReadContinuation(next),
        CharacterPhase.Escape => ReadEscape(next),
        CharacterPhase.Hex => ReadHex(next),
        CharacterPhase.LowEscape => next == '\\' ? Inside(CharacterPhase.LowU) : CharacterEvent.Bad,
        _ => next == 'u' ? Inside(CharacterPhase.Hex) : CharacterEvent.Bad,
    };

    /// <summary>The characters that the one half read may become, as up to three ranges.</summary>
    public readonly int Possible(Span<(int Low, int High)> ranges)
    {
        switch (phase)
        {
            case CharacterPhase.Utf8:
                var shift = 6 * digits;
                // The first continuation byte of some leads is narrower: no overlong forms, no surrogates, nothing past the last code point.
                var low = value << shift;
                var least = digits == 3 && low < 0x10000 ? 0x10000 : digits == 2 && low < 0x800 ? 0x800 : low;
                return Without(ranges, least, Math.Min(low + (1 << shift) - 1, LastCodePoint));
            case CharacterPhase.Hex when high > 0:
                var (from, to) = Units();
                (from, to) = (Math.Max(from, 0xDC00), Math.Min(to, 0xDFFF));
                ranges[0] = (high + from - 0xDC00, high + to - 0xDC00);
                return from <= to ? 1 : 0;
            case CharacterPhase.Hex when plain:
                (from, to) = Units();
                ranges[0] = (from, Math.Min(to, LastControl));
                return from <= LastControl ? 1 : 0;
            case CharacterPhase.Hex:
                (from, to) = Units();
                var count = Without(ranges, from, to);
                (from, to) = (Math.Max(from, 0xD800), Math.Min(to, 0xDBFF));
                if (from <= to)
                    ranges[count++] = (Block(from), Block(to) + 0x3FF);
                return count;
            case CharacterPhase.Escape when plain:
                (ranges[0], ranges[1], ranges[2]) = ((0, LastControl), ('"', '"'), ('\\', '\\'));
                return 3;
            case CharacterPhase.LowEscape or CharacterPhase.LowU:
                ranges[0] = (high, high + 0x3FF);
                return 1;
            default:
                return Without(ranges, 0, LastCodePoint);
        }
    }

    CharacterEvent ReadFirst(byte next)
    {
        switch (next)
        {
            case (byte)'"':
                return CharacterEvent.End;
            case (byte)'\\':
                return Inside(CharacterPhase.Escape);
            case < 0x20:
                return CharacterEvent.Bad;
            case < 0x80:
                return Complete(next);
            case >= 0xC2 and <= 0xDF:
                return Begin(next & 0x1F, 1);
            case >= 0xE0 and <= 0xEF:
                return Begin(next & 0x0F, 2);
            case >= 0xF0 and <= 0xF4:
                return Begin(next & 0x07, 3);
            default:
                return CharacterEvent.Bad;
        }
    }

    CharacterEvent Begin(int bits, byte more)
    {
        (value, digits) = (bits, more);
        return Inside(CharacterPhase.Utf8);
    }

    CharacterEvent ReadContinuation(byte next)
    {
        if ((next & 0xC0) != 0x80)
            return CharacterEvent.Bad;
        (value, digits) = ((value << 6) | (next & 0x3F), (byte)(digits - 1));
        if (digits == 0)
            return Complete(value);
        Span<(int, int)> ranges = stackalloc (int, int)[MaxRanges];
        // Overlong forms, surrogates and what lies past the last code point leave no character possible from here on.
        var isOverlong = digits == 1 && value < 0x20 || digits == 2 && value < 0x10;
        return isOverlong || Possible(ranges) == 0 ? CharacterEvent.Bad : CharacterEvent.Inside;
    }

    CharacterEvent ReadEscape(byte next)
    {
        var character = next switch
        {
            (byte)'"' or (byte)'\\' => next,
            (byte)'/' when !plain => next,
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => -1,
        };
        if (character >= 0)
            return Complete(character);
        (value, digits) = (0, 0);
        return next == 'u' ? Inside(CharacterPhase.Hex) : CharacterEvent.Bad;
    }

    CharacterEvent ReadHex(byte next)
    {
        if (!char.IsAsciiHexDigit((char)next))
            return CharacterEvent.Bad;
        (value, digits) = ((value << 4) | (next & 0xF) + (next >= 'A' ? 9 : 0), (byte)(digits + 1));
        if (digits < 4)
        {
            Span<(int, int)> ranges = stackalloc (int, int)[MaxRanges];
            return Possible(ranges) > 0 ? CharacterEvent.Inside : CharacterEvent.Bad;
        }

        if (plain)
            return value <= LastControl ? Complete(value) : CharacterEvent.Bad;
        if (high > 0)
            return value is >= 0xDC00 and <= 0xDFFF ? Complete(high + value - 0xDC00) : CharacterEvent.Bad;
        if (value is >= 0xDC00 and <= 0xDFFF)
            return CharacterEvent.Bad;
        if (value is < 0xD800 or > 0xDBFF)
            return Complete(value);
        (high, value, digits) = (Block(value), 0, 0);
        return Inside(CharacterPhase.LowEscape);
    }

    CharacterEvent Inside(CharacterPhase next)
    {
        phase = next;
        return CharacterEvent.Inside;
    }

    CharacterEvent Complete(int character)
    {
        this = new CharacterReader(plain) { Character = character };
        return CharacterEvent.Character;
    }

    /// <summary>The UTF-16 units that the hex digits read may become.</summary>
    readonly (int From, int To) Units()
    {
        var shift = 4 * (4 - digits);
        return (value << shift, ((value + 1) << shift) - 1);
    }

    static int Block(int surrogate) => 0x10000 + ((surrogate - 0xD800) << 10);

    /// <summary>A range less the surrogates.</summary>
    static int Without(Span<(int Low, int High)> ranges, int low, int high)
    {
        var count = 0;
        if (low < 0xD800)
            ranges[count++] = (low, Math.Min(high, 0xD7FF));
        if (high > 0xDFFF && low <= high)
            ranges[count++] = (Math.Max(low, 0xE000), high);
        return count;
    }
}
