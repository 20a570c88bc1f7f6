using System.Text.Json;
using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Answers.Running;

/// <summary>
/// What one object alternative allows, key by key. A key may be begun only when, with it, the object can still be completed:
/// the numbers of properties fit, what is required can still come, and the value has something to be.
/// </summary>
/// <param name="depth">Levels of arrays and objects that may still open inside the object.</param>
/// <param name="others">Keys written so far that some alternative does not define.</param>
internal readonly struct ObjectChoice(AnswerSession session, int depth, WrittenKeys? others)
{
    public static bool MayClose(in Frame frame)
    {
        var (keyed, progress) = ((ObjectAlternative)frame.Alternative, frame.Progress);
        return progress.RequiredCount == keyed.RequiredCount && keyed.CountUnmet(progress.Witnessed) == 0 && progress.Count >= keyed.MinProperties
            && (frame.Avoid is not { } avoid || !HasSize(avoid, progress.Count));
    }

    public bool TryBeginKey(ref Frame frame)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        (frame.From, frame.To, frame.State) = (0, frame.Witness > 0 ? 0 : keyed.Names.Count, ClassesOf(frame)?.Start ?? 0);
        return CanComplete(frame, keyed, static () => "");
    }

    /// <param name="length">Characters of the key before this one.</param>
    /// <param name="key">The key so far, this character included; asked for only where few keys are left.</param>
    public bool TryStepKey(ref Frame frame, int length, int character, Func<string> key)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        (frame.From, frame.To) = keyed.Names.Narrow(frame.From, frame.To, length, character, character);
        frame.State = ClassesOf(frame)?.Step(frame.State, character) ?? 0;
        return CanComplete(frame, keyed, key);
    }

    /// <summary>Whether a character of one of the ranges may come next.</summary>
    /// <param name="key">The key so far; asked for only where few keys are left.</param>
    public bool MayStepKey(in Frame frame, int length, ReadOnlySpan<(int Low, int High)> ranges, Func<string> key)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        foreach (var (low, high) in ranges)
        {
            var (from, to) = keyed.Names.Narrow(frame.From, frame.To, length, low, high);
            if (HasName(frame, keyed, from, to) || MayAddOther(frame) && new OtherKeys(session, depth, others).MayStep(frame, low, high, key))
                return true;
        }

        return false;
    }

    /// <summary>Ends the key, and says in the frame what its value must be.</summary>
    /// <param name="name">The key; asked for only when the schema alone does not tell it.</param>
    public bool TryEndKey(ref Frame frame, int length, Func<string> name)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        var whole = keyed.Names.Whole(frame.From, frame.To, length);
        frame.Property = whole < 0 ? -1 : keyed.IndexOfName[whole];
        frame.Next = whole < 0 ? OtherPlace(frame, keyed, name) : PlaceOf(frame, keyed, frame.Property);
        return frame.Next.Shape is not null;
    }

    /// <summary>Counts the member whose value has just ended.</summary>
    /// <param name="name">Its key; asked for only when there are objects to avoid.</param>
    /// <param name="value">The value; null when nobody needs to know it.</param>
    public static void Accept(ref Frame frame, Func<string> name, KnownValue? value)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        var progress = frame.Progress;
        frame.Progress = frame.Property < 0
            ? WithOther(frame)
            : progress.With(frame.Property, keyed.Properties[frame.Property].Required);
        frame.Witness = 0;
        if (frame.Avoid is { } avoid)
            frame.Avoid = WithMember(avoid, name(), value);
    }

    bool CanComplete(in Frame frame, ObjectAlternative keyed, Func<string> key) =>
        MayAddOther(frame) && new OtherKeys(session, depth, others).HasNew(frame, frame.State, key) || HasName(frame, keyed, frame.From, frame.To);

    /// <summary>Whether a defined property of a part of the names may come.</summary>
    bool HasName(in Frame frame, ObjectAlternative keyed, int from, int to)
    {
        for (var name = from; name < to; name++)
        {
            if (PlaceOf(frame, keyed, keyed.IndexOfName[name]).Shape is not null)
                return true;
        }

        return false;
    }

    /// <summary>Whether any text may stand in the key that has been begun, however it goes on.</summary>
    public bool IsFreeKey(in Frame frame) =>
        ClassesOf(frame) is { } classes && frame.Witness == 0 && classes.IsFree(frame.State)
        && session.Feasibility.DepthOf(classes.ShapeOf(classes.ClassAt(frame.State))) <= depth && MayAddOther(frame);

    /// <summary>The classes that the key in progress may be of, a bit each, if it is none that the schema names; 0 when it has to be one of those.</summary>
    public ulong WantedClasses(in Frame frame)
    {
        var wanted = 0UL;
        if (ClassesOf(frame) is not { } classes || !MayAddOther(frame))
            return wanted;
        for (var own = 0; own < classes.Count; own++)
            wanted |= session.Feasibility.DepthOf(classes.ShapeOf(own)) <= depth ? 1UL << own : 0;
        return wanted;
    }

    /// <summary>Whether the object has room for one more key that the schema does not name, and can be completed with it.</summary>
    bool MayAddOther(in Frame frame)
    {
        var (keyed, progress) = ((ObjectAlternative)frame.Alternative, frame.Progress);
        if (keyed.Others is null || progress.Count + 1 + keyed.RequiredCount - progress.RequiredCount + keyed.CountUnmet(WithOther(frame).Witnessed) > keyed.MaxProperties)
            return false;
        if (!session.Options.AnyPropertyOrder && NextRequired(progress, keyed) != int.MaxValue)
            return false;
        var left = new OtherKeys(session, depth, others).CountLeft(keyed);
        return left > 0 && CanGrow(WithOther(frame), keyed, left == int.MaxValue ? left : left - 1);
    }

    /// <summary>Whether a key that the schema does not name would be new, and its value one to be had.</summary>
    public bool MayAdd(in Frame frame, string key, Shape shape)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        return !keyed.Has(key) && !WrittenKeys.Contains(others, key) && Checked(frame, keyed, shape, key, WithOther(frame)).Shape is not null;
    }

    /// <summary>The classes that the key in progress may be of.</summary>
    public static KeyClasses? ClassesOf(in Frame frame)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        return frame.Witness > 0 ? keyed.Witnesses[frame.Witness - 1] : keyed.Others;
    }

    /// <summary>The progress with one more key that the schema does not name.</summary>
    static ObjectProgress WithOther(in Frame frame) => frame.Progress with
    {
        Count = frame.Progress.Count + 1,
        Last = ((ObjectAlternative)frame.Alternative).Properties.Length,
        Witnessed = frame.Progress.Witnessed | (frame.Witness > 0 ? 1u << (frame.Witness - 1) : 0),
    };

    Place OtherPlace(in Frame frame, ObjectAlternative keyed, Func<string> name)
    {
        var own = ClassesOf(frame)?.ClassAt(frame.State) ?? -1;
        if (own < 0 || !MayAddOther(frame) || frame.Witness > 0 && keyed.Has(name()) || others is not null && WrittenKeys.Contains(others, name()))
            return default;
        var shape = ClassesOf(frame)!.ShapeOf(own);
        return session.Feasibility.DepthOf(shape) > depth ? default
            : frame.Avoid is null ? new Place(shape)
            : Checked(frame, keyed, shape, name(), WithOther(frame));
    }

    /// <summary>The place of a defined property's value; without a shape when the property may not come now.</summary>
    Place PlaceOf(in Frame frame, ObjectAlternative keyed, int index)
    {
        var (property, progress) = (keyed.Properties[index], frame.Progress);
        if (progress.Taken.Has(index) || session.Feasibility.DepthOf(property.Shape) > depth)
            return default;
        if (!session.Options.AnyPropertyOrder && (index <= progress.Last || NextRequired(progress, keyed) < index))
            return default;
        var after = progress.With(index, property.Required);
        if (after.Count + keyed.RequiredCount - after.RequiredCount + keyed.CountUnmet(after.Witnessed) > keyed.MaxProperties || !CanGrow(after, keyed, after.Count < keyed.MinProperties ? new OtherKeys(session, depth, others).CountLeft(keyed) : 0))
            return default;
        return Checked(frame, keyed, property.Shape, property.Name, after);
    }

    static int NextRequired(ObjectProgress progress, ObjectAlternative keyed) =>
        keyed.NextRequired[Math.Min(progress.Last + 1, keyed.Properties.Length)];

    /// <summary>Whether enough properties are left to reach minProperties.</summary>
    /// <param name="otherKeys">Keys left that the schema does not name.</param>
    bool CanGrow(ObjectProgress after, ObjectAlternative keyed, int otherKeys)
    {
        var missing = keyed.MinProperties - after.Count - (long)otherKeys;
        for (var index = session.Options.AnyPropertyOrder ? 0 : after.Last + 1; missing > 0 && index < keyed.Properties.Length; index++)
            missing -= !after.Taken.Has(index) && session.Feasibility.DepthOf(keyed.Properties[index].Shape) <= depth ? 1 : 0;
        return missing <= 0;
    }

    /// <summary>A place whose value keeps the object apart from those to avoid; without a shape when none does.</summary>
    Place Checked(in Frame frame, ObjectAlternative keyed, Shape shape, string name, ObjectProgress after)
    {
        return frame.Avoid is { } avoid ? Apart(avoid, keyed, shape, name, after) : new Place(shape);
    }

    Place Apart(SeenValues avoid, ObjectAlternative keyed, Shape shape, string name, ObjectProgress after)
    {
        var dead = new List<KnownValue>();
        foreach (var group in avoid.GroupBy(whole => Member(whole, name)).Where(group => group.Key is not null))
        {
            var alike = SeenValues.Of(group);
            if (!HasOtherCompletion(keyed, after, alike!, name))
                dead.Add(group.Key!);
        }

        var place = new Place(shape, SeenValues.Of(dead));
        return place.Avoid is null || session.Values.HasOther(shape, depth, place.Avoid) ? place : default;
    }

    bool HasOtherCompletion(ObjectAlternative keyed, ObjectProgress after, SeenValues alike, string name)
    {
        var written = others;
        var members = alike.Latest.Element.EnumerateObject()
            .Where(member => member.NameEquals(name) || WrittenKeys.Contains(written, member.Name) || IsTaken(keyed, after, member.Name))
            .Select(member => $"{JsonSerializer.Serialize(member.Name, SchemaText.Default.String)}:{member.Value.GetRawText()}").ToList();
        return session.Values.Completions(keyed, after, members, depth + 1).Any(text => !alike.Contains(KnownValue.Parse(text)));
    }

    static bool IsTaken(ObjectAlternative keyed, ObjectProgress progress, string name)
    {
        var index = Array.FindIndex(keyed.Properties, property => property.Name == name);
        return index >= 0 && progress.Taken.Has(index);
    }

    // Apart from their callers, which run for every token: a method that passes its variables on in a lambda allocates each time.

    static bool HasSize(SeenValues values, int count) => values.Any(value => value.Element.GetPropertyCount() == count);

    static SeenValues? WithMember(SeenValues values, string name, KnownValue? member) =>
        SeenValues.Of(values.Where(whole => Member(whole, name)?.Equals(member) == true));

    static KnownValue? Member(KnownValue whole, string name) =>
        whole.Element.TryGetProperty(name, out var member) ? new KnownValue(member) : null;
}
