using System.Globalization;
using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings;
using Sluice.Schema.Grounding;
using Sluice.Schema.Values;

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
    readonly Func<string> textSoFar;
    readonly Func<string> lastKey;
    Level[] levels = new Level[4];
    Frame[] frames = new Frame[8];
    MachineMode mode;
    int levelCount;
    int frameCount;
    int valueFrame;   // first frame of the string, number or literal in progress
    int length;       // bytes read
    int spaces;       // white space since the last token
    int textFrom;     // first byte of the string, key, number or literal in progress, without quotes
    int textTo;       // end of its last whole character
    int keyLength;    // characters of the key in progress
    AlternativeKind literal;
    CharacterReader characters;
    NumberReader number;
    WrittenSpan? spans;

    public MachineState(AnswerSession session, RawText raw)
    {
        (this.session, this.raw) = (session, raw);
        textSoFar = () => this.raw.Text(textFrom, textTo);
        lastKey = () => this.raw.Text(Top.KeyFrom, Top.KeyTo);
    }

    /// <summary>Bytes read.</summary>
    public int Length => length;

    public bool IsComplete => mode == MachineMode.Done;

    public bool CanEnd => IsComplete || mode == MachineMode.Number && levelCount == 0 && AnyNumberEnds();

    public List<GroundedSpan> Spans => WrittenSpan.All(spans);

    ref Level Top => ref levels[levelCount - 1];

    /// <summary>First frame of the innermost array or object.</summary>
    int TopFrame => levelCount == 0 ? 0 : Top.FirstFrame;

    /// <summary>Levels that may still open inside the innermost array or object.</summary>
    int DepthLeft => session.Options.MaxDepth - levelCount;

    ObjectChoice Objects => new(session, DepthLeft, Top.Others);

    ArrayChoice Arrays => new(session, DepthLeft);

    /// <summary>How many characters of any text may surely come next: those of the string or key in progress, 0 outside of them.</summary>
    public int RoomForText
    {
        get
        {
            var room = 0;
            for (var index = mode == MachineMode.Key ? TopFrame : valueFrame; index < frameCount && !characters.IsInside; index++)
            {
                room = Math.Max(room, mode switch
                {
                    MachineMode.String => StringChoice.RoomForText(frames[index]),
                    MachineMode.Key when Objects.MayAddOther(frames[index]) => int.MaxValue,
                    _ => 0,
                });
            }

            return room;
        }
    }

    /// <summary>Becomes equal to another state of the same answer. The bytes read are not copied: both must read from one text, or from copies of it.</summary>
    public void CopyFrom(MachineState other)
    {
        if (levels.Length < other.levelCount)
            levels = new Level[other.levels.Length];
        if (frames.Length < other.frameCount)
            frames = new Frame[other.frames.Length];
        Array.Copy(other.levels, levels, other.levelCount);
        Array.Copy(other.frames, frames, other.frameCount);
        (mode, levelCount, frameCount, valueFrame, length, spaces) = (other.mode, other.levelCount, other.frameCount, other.valueFrame, other.length, other.spaces);
        (textFrom, textTo, keyLength, literal, characters, number, spans) = (other.textFrom, other.textTo, other.keyLength, other.literal, other.characters, other.number, other.spans);
    }

    /// <summary>Reads one byte. False when no valid answer goes on so; the state is then of no more use.</summary>
    public bool TryRead(byte next)
    {
        raw.Put(length++, next);
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
            (MachineMode.AfterValue, (byte)',') => Top.IsObject ? TryNextKey() : TryNextItem(),
            (MachineMode.FirstKey or MachineMode.AfterValue, (byte)'}') => levelCount > 0 && Top.IsObject && TryEndObject(),
            (MachineMode.FirstItem or MachineMode.AfterValue, (byte)']') => !Top.IsObject && TryEndArray(),
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
        if (kind is not { } known)
            return false;
        if (levelCount > 0)
            Top.ValueFrom = length - 1;
        valueFrame = frameCount;
        if (levelCount == 0)
            AddFrames(new Place(session.Root), known);
        else
            for (var parent = TopFrame; parent < valueFrame; parent++)
                AddFrames(frames[parent].Next, known);
        if (frameCount == valueFrame)
            return false;

        (textFrom, textTo) = (length, length);
        characters = default;
        switch (known)
        {
            case AlternativeKind.Object or AlternativeKind.Array:
                Open(known == AlternativeKind.Object);
                return true;
            case AlternativeKind.String:
                return Enter(MachineMode.String);
            case AlternativeKind.Number:
                (textFrom, number) = (length - 1, default);
                mode = MachineMode.Number;
                return ReadNumber(next);
            default:
                (textFrom, literal) = (length - 1, known);
                return Enter(MachineMode.Literal);
        }
    }

    void AddFrames(Place place, AlternativeKind kind)
    {
        foreach (var alternative in place.Shape!.Alternatives)
        {
            if (alternative.Kind != kind || session.Feasibility.DepthOf(alternative) > DepthLeft || HasFrame(alternative, place))
                continue;
            var frame = new Frame { Alternative = alternative, Place = place, Avoid = place.Avoid };
            if (kind == AlternativeKind.String ? !StringChoice.TryBegin(ref frame, session.Feasibility)
                : kind != AlternativeKind.Number && place.Avoid is not null && !session.Values.HasOther(alternative, DepthLeft, place.Avoid))
                continue;
            if (frameCount == frames.Length)
                Array.Resize(ref frames, frames.Length * 2);
            frames[frameCount++] = frame;
        }
    }

    bool HasFrame(Alternative alternative, Place place)
    {
        for (var index = valueFrame; index < frameCount; index++)
        {
            if (frames[index].Alternative == alternative && frames[index].Place.AsksLike(place))
                return true;
        }

        return false;
    }

    void Open(bool isObject)
    {
        if (levelCount == levels.Length)
            Array.Resize(ref levels, levels.Length * 2);
        levels[levelCount++] = new Level { IsObject = isObject, FirstFrame = valueFrame };
        mode = isObject ? MachineMode.FirstKey : MachineMode.FirstItem;
        for (var index = valueFrame; index < frameCount; index++)
        {
            // Of the values to avoid, only those of the same type matter inside.
            if (frames[index].Avoid is { } avoid)
                frames[index].Avoid = SeenValues.Of(avoid.Where(value => value.Element.ValueKind == (isObject ? System.Text.Json.JsonValueKind.Object : System.Text.Json.JsonValueKind.Array)));
        }
    }

    /// <summary>Ends a value for which the frames from <paramref name="first"/> on have been found whole, and hands it to the array or object around.</summary>
    /// <param name="to">Where its bytes end.</param>
    bool EndValue(int first, int to)
    {
        if (levelCount == 0)
            return Enter(MachineMode.Done);
        var value = NeedsValue() ? KnownValue.Parse(raw.Slice(Top.ValueFrom, to)) : null;
        var kept = TopFrame;
        for (var parent = TopFrame; parent < first; parent++)
        {
            if (!Fills(frames[parent].Next, first))
                continue;
            frames[kept] = frames[parent];
            if (Top.IsObject)
                ObjectChoice.Accept(ref frames[kept], lastKey, value);
            else
                Arrays.Accept(ref frames[kept], value);
            frames[kept].Next = default;
            kept++;
        }

        frameCount = kept;
        Top.Index++;
        mode = MachineMode.AfterValue;
        return kept > TopFrame;
    }

    bool Fills(Place place, int first)
    {
        for (var index = first; index < frameCount; index++)
        {
            if (frames[index].Place.AsksLike(place) && Array.IndexOf(place.Shape!.Alternatives, frames[index].Alternative) >= 0)
                return true;
        }

        return false;
    }

    bool NeedsValue()
    {
        for (var index = TopFrame; index < frameCount; index++)
        {
            if (frames[index].Next.Shape is not null && (frames[index].Avoid is not null || frames[index].Alternative is ArrayAlternative { Unique: true }))
                return true;
        }

        return false;
    }

    // Arrays and objects

    bool TryEndArray()
    {
        var kept = TopFrame;
        for (var index = TopFrame; index < frameCount; index++)
        {
            if (ArrayChoice.MayClose(frames[index]))
                frames[kept++] = frames[index];
        }

        return TryClose(kept);
    }

    bool TryEndObject()
    {
        var kept = TopFrame;
        for (var index = TopFrame; index < frameCount; index++)
        {
            if (ObjectChoice.MayClose(frames[index]))
                frames[kept++] = frames[index];
        }

        return TryClose(kept);
    }

    bool TryClose(int kept)
    {
        var first = TopFrame;
        frameCount = kept;
        levelCount--;
        return kept > first && EndValue(first, length);
    }

    bool TryNextItem()
    {
        var choice = Arrays;
        var kept = TopFrame;
        for (var index = TopFrame; index < frameCount; index++)
        {
            if (choice.TryPrepare(ref frames[index]))
                frames[kept++] = frames[index];
        }

        frameCount = kept;
        mode = MachineMode.Value;
        return kept > TopFrame;
    }

    /// <summary>After a comma: only what may have another key stays.</summary>
    bool TryNextKey() => KeepKeys(Objects) && Enter(MachineMode.NextKey);

    bool TryBeginKey()
    {
        (textFrom, textTo, keyLength, characters) = (length, length, 0, default);
        return KeepKeys(Objects) && Enter(MachineMode.Key);
    }

    bool KeepKeys(ObjectChoice choice)
    {
        var kept = TopFrame;
        for (var index = TopFrame; index < frameCount; index++)
        {
            if (choice.TryBeginKey(ref frames[index]))
                frames[kept++] = frames[index];
        }

        frameCount = kept;
        return kept > TopFrame;
    }

    // Keys and strings

    bool ReadKey(byte next)
    {
        var choice = Objects;
        var kept = TopFrame;
        Span<(int Low, int High)> ranges = stackalloc (int, int)[3];
        var read = characters.Read(next);
        var count = read == CharacterEvent.Inside ? characters.Possible(ranges) : 0;
        if (read == CharacterEvent.Bad)
            return false;
        if (read == CharacterEvent.Character)
            textTo = length;
        for (var index = TopFrame; index < frameCount; index++)
        {
            var stays = read switch
            {
                CharacterEvent.Character => choice.TryStepKey(ref frames[index], keyLength, characters.Character),
                CharacterEvent.End => choice.TryEndKey(ref frames[index], keyLength, textSoFar),
                _ => MayStepKey(choice, frames[index], ranges[..count]),
            };
            if (stays)
                frames[kept++] = frames[index];
        }

        frameCount = kept;
        keyLength += read == CharacterEvent.Character ? 1 : 0;
        if (read == CharacterEvent.End)
            EndKey();
        return kept > TopFrame;
    }

    bool MayStepKey(ObjectChoice choice, in Frame frame, ReadOnlySpan<(int Low, int High)> ranges)
    {
        foreach (var (low, high) in ranges)
        {
            if (choice.MayStepKey(frame, keyLength, low, high))
                return true;
        }

        return false;
    }

    void EndKey()
    {
        (Top.KeyFrom, Top.KeyTo, mode) = (textFrom, textTo, MachineMode.Colon);
        for (var index = TopFrame; index < frameCount; index++)
        {
            if (frames[index].Property < 0)
            {
                Top.Others = new WrittenKeys(textSoFar(), Top.Others);
                return;
            }
        }
    }

    bool ReadString(byte next)
    {
        Span<(int Low, int High)> ranges = stackalloc (int, int)[3];
        var read = characters.Read(next);
        if (read == CharacterEvent.Bad)
            return false;
        var count = read == CharacterEvent.Inside ? characters.Possible(ranges) : 0;
        if (read == CharacterEvent.Character)
            textTo = length;
        var kept = valueFrame;
        for (var index = valueFrame; index < frameCount; index++)
        {
            var stays = read switch
            {
                CharacterEvent.Character => StringChoice.TryStep(ref frames[index], characters.Character, session.Feasibility, textSoFar),
                CharacterEvent.End => StringChoice.CanEnd(frames[index], session.Feasibility, textSoFar),
                _ => MayStepString(frames[index], ranges[..count]),
            };
            if (!stays)
                continue;
            if (kept != index)
                frames[kept] = frames[index];
            kept++;
        }

        frameCount = kept;
        if (kept == valueFrame)
            return false;
        if (read != CharacterEvent.End)
            return true;
        KeepSpan();
        return EndValue(valueFrame, length);
    }

    bool MayStepString(in Frame frame, ReadOnlySpan<(int Low, int High)> ranges)
    {
        foreach (var (low, high) in ranges)
        {
            if (StringChoice.MayStep(frame, low, high, session.Feasibility, textSoFar))
                return true;
        }

        return false;
    }

    void KeepSpan()
    {
        for (var index = valueFrame; index < frameCount; index++)
        {
            if (frames[index].Alternative is StringAlternative { Verbatim: { } rule } && session.Feasibility.Source is { } source
                && source.TryLocate(textSoFar(), rule, Path(), Spans, out var span))
            {
                spans = new WrittenSpan(span, spans);
                return;
            }
        }
    }

    /// <summary>JSON pointer of the value in progress.</summary>
    string Path()
    {
        var path = "";
        for (var index = 0; index < levelCount; index++)
        {
            ref var level = ref levels[index];
            path += "/" + (level.IsObject ? JsonPointer.Escape(raw.Text(level.KeyFrom, level.KeyTo)) : level.Index.ToString(CultureInfo.InvariantCulture));
        }

        return path;
    }

    // Numbers and literals

    bool ReadNumber(byte next)
    {
        if (!number.TryRead(next))
            return false;
        var prefix = raw.Slice(textFrom, length);
        var kept = valueFrame;
        for (var index = valueFrame; index < frameCount; index++)
        {
            if (Reaches(frames[index], prefix))
                frames[kept++] = frames[index];
        }

        frameCount = kept;
        return kept > valueFrame;
    }

    static bool Reaches(in Frame frame, ReadOnlySpan<byte> prefix)
    {
        var numbers = ((NumberAlternative)frame.Alternative).Numbers;
        if (!numbers.Reaches(new NumberPrefix(prefix)))
            return false;
        var avoid = frame.Avoid?.Where(value => value.Number is not null).Select(value => value.Number!.Value).ToList();
        return avoid is not { Count: > 0 } || numbers.Reachable(prefix.ToArray()).Any(found => !avoid.Contains(found));
    }

    bool TryEndNumber()
    {
        var kept = valueFrame;
        for (var index = valueFrame; index < frameCount; index++)
        {
            if (Ends(frames[index], length - 1))
                frames[kept++] = frames[index];
        }

        frameCount = kept;
        return kept > valueFrame && EndValue(valueFrame, length - 1);
    }

    bool AnyNumberEnds()
    {
        for (var index = valueFrame; index < frameCount; index++)
        {
            if (Ends(frames[index], length))
                return true;
        }

        return false;
    }

    bool Ends(in Frame frame, int to)
    {
        if (!number.IsWhole)
            return false;
        var value = JsonNumber.Parse(raw.Slice(textFrom, to));
        return ((NumberAlternative)frame.Alternative).Numbers.Contains(value) && frame.Avoid?.Any(seen => seen.Number == value) != true;
    }

    bool ReadLiteral(byte next)
    {
        var expected = literal switch
        {
            AlternativeKind.True => "true"u8,
            AlternativeKind.False => "false"u8,
            _ => "null"u8,
        };
        if (next != expected[length - textFrom - 1])
            return false;
        return length - textFrom < expected.Length || EndValue(valueFrame, length);
    }
}
