using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings;
using Sluice.Schema.Grounding;

namespace Sluice.Schema.Answers.Running;

/// <summary>
/// Where an answer stands after some bytes. JSON's own grammar is followed once; beside it run, for each open array and object and for
/// the value in progress, the alternatives that the bytes have not ruled out. Every alternative kept can be completed, so as long as
/// one is left there is no dead end.
/// </summary>
internal sealed class MachineState
{
    readonly AnswerSession session;
    readonly RawText raw;
    readonly FrameStack stack;
    readonly Func<string> textSoFar;
    readonly Func<string> lastKey;
    MachineMode mode;
    int spaces;     // white space since the last token
    int textFrom;   // first byte of the string, key, number or literal in progress, without quotes
    int textTo;     // end of its last whole character
    int keyLength;  // characters of the key in progress
    AlternativeKind literal;
    CharacterReader characters;
    NumberReader number;
    WrittenSpan? spans;

    public MachineState(AnswerSession session, RawText raw)
    {
        (this.session, this.raw, stack) = (session, raw, new FrameStack(session));
        textSoFar = () => this.raw.Text(textFrom, textTo);
        lastKey = () => this.raw.Text(stack.Top.KeyFrom, stack.Top.KeyTo);
        Texts = new TextPlaces(stack, textSoFar);
    }

    /// <summary>Bytes read.</summary>
    public int Length { get; private set; }

    public bool IsComplete => mode == MachineMode.Done;

    /// <summary>Whether the next byte belongs to a string or key, so that white space would be part of it.</summary>
    public bool IsInText => mode is MachineMode.String or MachineMode.Key;

    /// <summary>Whether the next byte begins a character of a string.</summary>
    public bool IsAtCharacter => mode == MachineMode.String && !characters.IsInside;

    /// <summary>Whether the next byte begins a character of a key.</summary>
    public bool IsAtKeyCharacter => mode == MachineMode.Key && !characters.IsInside;

    /// <summary>Where the string or key in progress stands in the ways it may be meant.</summary>
    public TextPlaces Texts { get; }

    /// <summary>Characters of the key in progress.</summary>
    public int KeyLength => keyLength;

    public bool CanEnd => IsComplete || mode == MachineMode.Number && stack.LevelCount == 0 && IsAnyNumber();

    public List<GroundedSpan> Spans => WrittenSpan.All(spans);

    /// <summary>What the value that comes next may be, as far as the schema alone says; empty where none may begin. Not for reading on afterwards.</summary>
    public List<Alternative> Expected() =>
        mode == MachineMode.Value || mode == MachineMode.FirstItem && TryNextItem() ? stack.Expected() : [];

    /// <summary>What the innermost open array or object may still be.</summary>
    public List<Alternative> Open()
    {
        var found = new List<Alternative>();
        foreach (ref readonly var frame in stack.Open)
            found.Add(frame.Alternative);
        return found;
    }

    /// <summary>Says why a byte cannot come next. Not for reading on afterwards.</summary>
    public WrongByte Explain(int offset, byte next)
    {
        if (mode == MachineMode.Number && !NumberReader.IsPart(next))
        {
            var (from, to, place) = (textFrom, Length, stack.Path(raw));
            raw.Put(Length++, next);
            if (!TryEndNumber())
                return new WrongByte(offset, place, $"no number that is allowed here is {System.Text.Encoding.ASCII.GetString(raw.Slice(from, to))}");
            Length--;
        }

        var atValue = mode is MachineMode.Value or MachineMode.Colon or MachineMode.String or MachineMode.Number or MachineMode.Literal or MachineMode.Done;
        var path = atValue || stack.LevelCount == 0 ? stack.Path(raw) : stack.PathOfOpen(raw);
        var written = mode is MachineMode.String or MachineMode.Key or MachineMode.Number ? raw.Slice(textFrom, Length).ToArray() : [];
        var isObject = stack.LevelCount > 0 && stack.Top.IsObject;
        return new WrongByte(offset, path, WrongByteReason.Of(mode, isObject, written, next, mode is MachineMode.Value or MachineMode.FirstItem ? Expected() : mode is MachineMode.Done ? [] : Open()));
    }

    /// <summary>Values of a shape as JSON, shallow ones first; maybe without end.</summary>
    public IEnumerable<string> ValuesOf(Shape shape) => session.Values.Values(shape, session.Feasibility.DepthOf(shape));

    /// <summary>Levels of arrays and objects that the shallowest value of an alternative has.</summary>
    public int DepthOf(Alternative alternative) => session.Feasibility.DepthOf(alternative);

    /// <summary>Whether characters may be escaped in every way.</summary>
    public bool AnyEscape => session.Options.AnyEscape;

    /// <summary>Ends the string in progress as if some more text had made certain of its ways whole and ruled out the others; only where its text does not count.</summary>
    /// <param name="whole">(way) -> whether it is whole.</param>
    public bool TryEndText(ReadOnlySpan<bool> whole)
    {
        raw.Put(Length++, (byte)'"');
        var values = stack.Values;
        for (var index = 0; index < values.Length; index++)
            values[index].IsDropped = !whole[index];
        return stack.SettleValues() && EndValue(Length);
    }

    /// <summary>The bytes that may come next at most: 256 bits. A byte it does not name would be refused.</summary>
    public ulong[] NextBytes => mode is MachineMode.String or MachineMode.Key ? Running.NextBytes.Of(characters.Phase) : Running.NextBytes.Of(mode);

    /// <summary>Becomes equal to another state of the same answer. The bytes read are not copied: both must read from one text, or from copies of it.</summary>
    public void CopyFrom(MachineState other)
    {
        stack.CopyFrom(other.stack);
        (mode, Length, spaces, textFrom, textTo, keyLength) = (other.mode, other.Length, other.spaces, other.textFrom, other.textTo, other.keyLength);
        (literal, characters, number, spans) = (other.literal, other.characters, other.number, other.spans);
    }

    /// <summary>Reads one byte. False when no valid answer goes on so; the state is then of no more use.</summary>
    public bool TryRead(byte next)
    {
        raw.Put(Length++, next);
        switch (mode)
        {
            case MachineMode.String:
                return ReadString(next);
            case MachineMode.Key:
                return ReadKey(next);
            case MachineMode.Number when NumberReader.IsPart(next):
                return ReadNumber(next);
            case MachineMode.Number:
                return TryEndNumber() && ReadStructure(next);
            case MachineMode.Literal:
                return ReadLiteral(next);
            default:
                return ReadStructure(next);
        }
    }

    bool ReadStructure(byte next)
    {
        if (next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            return ++spaces <= session.Options.MaxWhitespace;
        spaces = 0;
        return (mode, next) switch
        {
            (MachineMode.FirstKey or MachineMode.NextKey, (byte)'"') => TryBeginKey(),
            (MachineMode.Colon, (byte)':') => Enter(MachineMode.Value),
            (MachineMode.AfterValue, (byte)',') => stack.Top.IsObject ? KeepKeys(isFirst: true) && Enter(MachineMode.NextKey) : TryNextItem(),
            (MachineMode.FirstKey or MachineMode.AfterValue, (byte)'}') => stack.Top.IsObject && TryEndObject(),
            (MachineMode.FirstItem or MachineMode.AfterValue, (byte)']') => !stack.Top.IsObject && TryEndArray(),
            (MachineMode.FirstItem, _) => TryNextItem() && TryBeginValue(next),
            (MachineMode.Value, _) => TryBeginValue(next),
            _ => false,
        };
    }

    bool Enter(MachineMode next)
    {
        mode = next;
        return true;
    }

    // Values

    bool TryBeginValue(byte next)
    {
        AlternativeKind? kind = next switch
        {
            (byte)'{' => AlternativeKind.Object,
            (byte)'[' => AlternativeKind.Array,
            (byte)'"' => AlternativeKind.String,
            (byte)'t' => AlternativeKind.True,
            (byte)'f' => AlternativeKind.False,
            (byte)'n' => AlternativeKind.Null,
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => AlternativeKind.Number,
            _ => null,
        };
        if (kind is not { } known || !stack.TryBegin(known))
            return false;
        if (stack.LevelCount > 0)
            stack.Top.ValueFrom = Length - 1;
        switch (known)
        {
            case AlternativeKind.Object or AlternativeKind.Array:
                stack.Push(isObject: known == AlternativeKind.Object);
                return Enter(known == AlternativeKind.Object ? MachineMode.FirstKey : MachineMode.FirstItem);
            case AlternativeKind.String:
                (textFrom, textTo, characters) = (Length, Length, new CharacterReader(!session.Options.AnyEscape));
                return Enter(MachineMode.String);
            case AlternativeKind.Number:
                (textFrom, number) = (Length - 1, default);
                return Enter(MachineMode.Number) && ReadNumber(next);
            default:
                (textFrom, literal) = (Length - 1, known);
                return Enter(MachineMode.Literal);
        }
    }

    /// <param name="to">Where the bytes of the value end.</param>
    bool EndValue(int to)
    {
        if (stack.LevelCount == 0)
            return Enter(MachineMode.Done);
        var value = stack.NeedsValue ? KnownValue.Parse(raw.Slice(stack.Top.ValueFrom, to)) : null;
        return stack.TryAccept(lastKey, value) && Enter(MachineMode.AfterValue);
    }

    // Arrays and objects

    bool TryEndArray()
    {
        foreach (ref var frame in stack.Open)
            frame.IsDropped = !ArrayChoice.MayClose(frame);
        return TryClose();
    }

    bool TryEndObject()
    {
        foreach (ref var frame in stack.Open)
            frame.IsDropped = !ObjectChoice.MayClose(frame);
        return TryClose();
    }

    bool TryClose()
    {
        if (!stack.SettleOpen())
            return false;
        stack.Pop();
        return EndValue(Length);
    }

    bool TryNextItem() => stack.TryPrepareItems() && Enter(MachineMode.Value);

    bool TryBeginKey()
    {
        (textFrom, textTo, keyLength, characters) = (Length, Length, 0, new CharacterReader(!session.Options.AnyEscape));
        return KeepKeys(isFirst: mode == MachineMode.FirstKey) && Enter(MachineMode.Key);
    }

    /// <summary>Drops what may have no further key.</summary>
    /// <param name="isFirst">Whether nobody has asked yet what the next key may be.</param>
    bool KeepKeys(bool isFirst)
    {
        if (isFirst)
            stack.SplitForWitnesses();
        var choice = stack.Objects;
        foreach (ref var frame in stack.Open)
            frame.IsDropped = !choice.TryBeginKey(ref frame);
        return stack.SettleOpen();
    }

    // Keys and strings

    bool ReadKey(byte next)
    {
        var choice = stack.Objects;
        Span<(int Low, int High)> ranges = stackalloc (int, int)[CharacterReader.MaxRanges];
        var read = ReadCharacter(next, ref ranges);
        foreach (ref var frame in stack.Open)
        {
            frame.IsDropped = read switch
            {
                CharacterEvent.Bad => true,
                CharacterEvent.Character => !choice.TryStepKey(ref frame, keyLength, characters.Character, textSoFar),
                CharacterEvent.End => !choice.TryEndKey(ref frame, keyLength, textSoFar),
                _ => !choice.MayStepKey(frame, keyLength, ranges, textSoFar),
            };
        }

        if (read == CharacterEvent.Character)
            keyLength++;
        return stack.SettleOpen() && (read != CharacterEvent.End || EndKey());
    }

    bool EndKey()
    {
        (stack.Top.KeyFrom, stack.Top.KeyTo) = (textFrom, textTo);
        foreach (ref readonly var frame in stack.Open)
        {
            if (frame.Property < 0)
            {
                stack.Top.Others = new WrittenKeys(textSoFar(), stack.Top.Others);
                break;
            }
        }

        return Enter(MachineMode.Colon);
    }

    bool ReadString(byte next)
    {
        Span<(int Low, int High)> ranges = stackalloc (int, int)[CharacterReader.MaxRanges];
        var read = ReadCharacter(next, ref ranges);
        foreach (ref var frame in stack.Values)
        {
            frame.IsDropped = read switch
            {
                CharacterEvent.Bad => true,
                CharacterEvent.Character => !StringChoice.TryStep(ref frame, characters.Character, session.Feasibility, textSoFar),
                CharacterEvent.End => !StringChoice.CanEnd(frame, session.Feasibility, textSoFar),
                _ => !StringChoice.MayStep(frame, ranges, session.Feasibility, textSoFar),
            };
        }

        if (!stack.SettleValues())
            return false;
        if (read != CharacterEvent.End)
            return true;
        KeepSpan();
        return EndValue(Length);
    }

    /// <param name="ranges">Cut to the characters that one half read may become.</param>
    CharacterEvent ReadCharacter(byte next, ref Span<(int Low, int High)> ranges)
    {
        var read = characters.Read(next);
        ranges = ranges[..(read == CharacterEvent.Inside ? characters.Possible(ranges) : 0)];
        if (read == CharacterEvent.Character)
            textTo = Length;
        return read;
    }

    void KeepSpan()
    {
        foreach (ref readonly var frame in stack.Values)
        {
            if (frame.Alternative is StringAlternative { Verbatim: { } rule } && session.Feasibility.Source is { } source
                && source.TryLocate(textSoFar(), rule, stack.Path(raw), Spans, out var span))
            {
                spans = new WrittenSpan(span, spans);
                return;
            }
        }
    }

    // Numbers and literals

    bool ReadNumber(byte next)
    {
        if (!number.TryRead(next))
            return false;
        foreach (ref var frame in stack.Values)
            frame.IsDropped = !NumberChoice.Reaches(frame, raw.Slice(textFrom, Length));
        return stack.SettleValues();
    }

    bool TryEndNumber()
    {
        var to = Length - 1;
        if (!number.IsWhole)
            return false;
        foreach (ref var frame in stack.Values)
            frame.IsDropped = !NumberChoice.Contains(frame, raw.Slice(textFrom, to));
        return stack.SettleValues() && EndValue(to);
    }

    bool IsAnyNumber()
    {
        if (!number.IsWhole)
            return false;
        foreach (ref readonly var frame in stack.Values)
        {
            if (NumberChoice.Contains(frame, raw.Slice(textFrom, Length)))
                return true;
        }

        return false;
    }

    bool ReadLiteral(byte next)
    {
        var expected = literal switch
        {
            AlternativeKind.True => "true"u8,
            AlternativeKind.False => "false"u8,
            _ => "null"u8,
        };
        var read = Length - textFrom;
        return next == expected[read - 1] && (read < expected.Length || EndValue(Length));
    }
}
