using System.Globalization;
using System.Text.Json;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Running;

/// <summary>
/// The open arrays and objects of an answer, each with the alternatives that it may still be, and on top those of the value in progress.
/// Plain arrays, so that a copy costs little.
/// </summary>
internal sealed class FrameStack(AnswerSession session)
{
    Level[] levels = new Level[4];
    Frame[] frames = new Frame[8];
    int frameCount;
    int valueFrame; // first frame of the value in progress

    /// <summary>Arrays and objects that are open.</summary>
    public int LevelCount { get; private set; }

    /// <summary>The innermost of them.</summary>
    public ref Level Top => ref levels[LevelCount - 1];

    /// <summary>Levels that may still open inside it.</summary>
    public int DepthLeft => session.Options.MaxDepth - LevelCount;

    /// <summary>What the innermost array or object may be, while no value in it is in progress.</summary>
    public Span<Frame> Open => frames.AsSpan(TopFrame, frameCount - TopFrame);

    /// <summary>What the value that comes next may be, as far as the schema alone says.</summary>
    public List<Alternative> Expected()
    {
        if (LevelCount == 0)
            return [.. session.Root.Alternatives];
        var found = new List<Alternative>();
        foreach (ref readonly var frame in Open)
            found.AddRange((frame.Next.Shape?.Alternatives ?? []).Except(found));
        return found;
    }

    /// <summary>What the string, number or literal in progress may be.</summary>
    public Span<Frame> Values => frames.AsSpan(valueFrame, frameCount - valueFrame);

    public ObjectChoice Objects => new(session, DepthLeft, Top.Others);

    public ArrayChoice Arrays => new(session, DepthLeft);

    int TopFrame => LevelCount == 0 ? 0 : Top.FirstFrame;

    public void CopyFrom(FrameStack other)
    {
        if (levels.Length < other.LevelCount)
            levels = new Level[other.levels.Length];
        if (frames.Length < other.frameCount)
            frames = new Frame[other.frames.Length];
        Array.Copy(other.levels, levels, other.LevelCount);
        Array.Copy(other.frames, frames, other.frameCount);
        (LevelCount, frameCount, valueFrame) = (other.LevelCount, other.frameCount, other.valueFrame);
    }

    /// <summary>Forgets the frames of <see cref="Open"/> that have been dropped; false when none is left.</summary>
    public bool SettleOpen() => Settle(TopFrame);

    /// <summary>The same for <see cref="Values"/>.</summary>
    public bool SettleValues() => Settle(valueFrame);

    /// <summary>Begins a value of a kind in the place, or places, that wait for one; false when none of them can take it.</summary>
    public bool TryBegin(AlternativeKind kind)
    {
        valueFrame = frameCount;
        if (LevelCount == 0)
            Add(new Place(session.Root), kind);
        else
            for (var parent = TopFrame; parent < valueFrame; parent++)
                Add(frames[parent].Next, kind);
        return frameCount > valueFrame;
    }

    /// <summary>Makes the array or object that has just begun the innermost one.</summary>
    public void Push(bool isObject)
    {
        if (LevelCount == levels.Length)
            Array.Resize(ref levels, levels.Length * 2);
        levels[LevelCount++] = new Level { IsObject = isObject, FirstFrame = valueFrame };
        foreach (ref var frame in Open)
        {
            // Of the values to avoid, only those of the same type matter inside.
            if (frame.Avoid is { } avoid)
                frame.Avoid = OfKind(avoid, isObject ? JsonValueKind.Object : JsonValueKind.Array);
        }
    }

    /// <summary>Ends the innermost array or object; what is left of its frames is the value that has ended.</summary>
    public void Pop()
    {
        valueFrame = TopFrame;
        LevelCount--;
    }

    /// <summary>Says in the open frames what the next item must be. One that makes demands becomes several, one for each way to count the item.</summary>
    public bool TryPrepareItems()
    {
        var choice = Arrays;
        for (var (index, count) = (TopFrame, frameCount); index < count; index++)
        {
            if (frames[index].Alternative is ArrayAlternative { Demands: { } demands })
                Split(index, demands, choice);
            else
                frames[index].IsDropped = !choice.TryPrepare(ref frames[index]);
        }

        return SettleOpen();
    }

    /// <summary>Whether some alternative around the value that has ended must know it to go on.</summary>
    public bool NeedsValue
    {
        get
        {
            for (var parent = TopFrame; parent < valueFrame; parent++)
            {
                if (AsksForValues(frames[parent]))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether some array or object that is open, near or far around the value in progress, will ask what its values are.</summary>
    public bool WillNeedValue
    {
        get
        {
            foreach (ref readonly var frame in frames.AsSpan(0, valueFrame))
            {
                if (AsksForValues(frame))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Hands the value that has ended, in all the ways left in <see cref="Values"/>, to the array or object around it.</summary>
    /// <param name="key">Its key; asked for only when it counts.</param>
    /// <param name="value">Null when nobody needs to know it.</param>
    public bool TryAccept(Func<string> key, KnownValue? value)
    {
        for (var parent = TopFrame; parent < valueFrame; parent++)
        {
            ref var frame = ref frames[parent];
            if (!IsFilled(frame.Next))
                frame.IsDropped = true;
            else if (Top.IsObject)
                ObjectChoice.Accept(ref frame, key, value);
            else
                Arrays.Accept(ref frame, value);
            frame.Next = default;
        }

        frameCount = valueFrame;
        Top.Index++;
        DropWorse();
        return SettleOpen();
    }

    /// <summary>JSON pointer of the value in progress.</summary>
    public string Path(RawText raw) => Path(raw, LevelCount);

    /// <summary>JSON pointer of the innermost array or object.</summary>
    public string PathOfOpen(RawText raw) => Path(raw, LevelCount - 1);

    string Path(RawText raw, int depth)
    {
        var path = "";
        foreach (ref readonly var level in levels.AsSpan(0, depth))
            path += "/" + (level.IsObject ? JsonPointer.Escape(raw.Text(level.KeyFrom, level.KeyTo)) : level.Index.ToString(CultureInfo.InvariantCulture));
        return path;
    }

    /// <summary>Frames of objects that demand some key become several: the next key meets a demand, or none.</summary>
    public void SplitForWitnesses()
    {
        for (var (index, count) = (TopFrame, frameCount); index < count; index++)
        {
            if (frames[index].Alternative is not ObjectAlternative { Witnesses: { Length: > 0 } witnesses })
                continue;
            for (var demand = 0; demand < witnesses.Length; demand++)
            {
                if ((frames[index].Progress.Witnessed >> demand & 1) == 0)
                    Append(frames[index] with { Witness = demand + 1 });
            }
        }
    }

    void Split(int index, ItemDemands demands, ArrayChoice choice)
    {
        var whole = frames[index];
        frames[index].IsDropped = true;
        foreach (var way in demands.WaysAt(whole.Count))
        {
            var copy = whole;
            if (choice.TryPrepare(ref copy, way))
                Append(copy);
        }
    }

    /// <summary>Of frames that differ only in what they have counted, keeps those that no other is as good as.</summary>
    void DropWorse()
    {
        for (var index = TopFrame; index < frameCount; index++)
        {
            if (frames[index].IsDropped || frames[index].Alternative is not (ArrayAlternative { Demands: not null } or ObjectAlternative { Witnesses.Length: > 0 }))
                continue;
            for (var other = TopFrame; other < frameCount; other++)
            {
                if (other != index && !frames[other].IsDropped && frames[other].Alternative == frames[index].Alternative
                    && frames[other].Place.AsksLike(frames[index].Place) && IsAsGood(frames[index], frames[other]))
                    frames[other].IsDropped = true;
            }
        }
    }

    static bool IsAsGood(in Frame frame, in Frame other) => frame.Alternative is ArrayAlternative { Demands: { } demands }
        ? demands.IsAsGood(frame.Counts, other.Counts)
        : (other.Progress.Witnessed & ~frame.Progress.Witnessed) == 0;

    void Append(Frame frame)
    {
        if (frameCount == frames.Length)
            Array.Resize(ref frames, frames.Length * 2);
        frames[frameCount++] = frame;
    }

    static SeenValues? OfKind(SeenValues values, JsonValueKind kind) => SeenValues.Of(values.Where(value => value.Element.ValueKind == kind));

    static bool AsksForValues(in Frame frame) => frame.Avoid is not null || frame.Alternative is ArrayAlternative { Unique: true };

    bool Settle(int first)
    {
        var kept = first;
        for (var index = first; index < frameCount; index++)
        {
            if (frames[index].IsDropped)
                continue;
            if (kept != index)
                frames[kept] = frames[index];
            kept++;
        }

        frameCount = kept;
        return kept > first;
    }

    void Add(Place place, AlternativeKind kind)
    {
        foreach (var alternative in place.Shape!.Alternatives)
        {
            if (alternative.Kind != kind || session.Feasibility.DepthOf(alternative) > DepthLeft || IsKnown(alternative, place))
                continue;
            var frame = new Frame { Alternative = alternative, Place = place, Avoid = SeenValues.Join(alternative.Except, place.Avoid) };
            if (kind == AlternativeKind.String ? !StringChoice.TryBegin(ref frame, session.Feasibility)
                : kind != AlternativeKind.Number && frame.Avoid is not null && !session.Values.HasOther(alternative, DepthLeft, place.Avoid))
                continue;
            Append(frame);
        }
    }

    bool IsKnown(Alternative alternative, Place place)
    {
        foreach (ref readonly var frame in Values)
        {
            if (frame.Alternative == alternative && frame.Place.AsksLike(place))
                return true;
        }

        return false;
    }

    bool IsFilled(Place place)
    {
        foreach (ref readonly var frame in Values)
        {
            if (frame.Place.AsksLike(place) && Array.IndexOf(place.Shape!.Alternatives, frame.Alternative) >= 0)
                return true;
        }

        return false;
    }
}
