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
        return progress.RequiredCount == keyed.RequiredCount && progress.Count >= keyed.MinProperties
            && frame.Avoid?.Any(value => value.Element.GetPropertyCount() == progress.Count) != true;
    }

    public bool TryBeginKey(ref Frame frame)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        (frame.From, frame.To) = (0, keyed.Names.Count);
        return CanComplete(frame, keyed);
    }

    /// <param name="length">Characters of the key before this one.</param>
    public bool TryStepKey(ref Frame frame, int length, int character)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        (frame.From, frame.To) = keyed.Names.Narrow(frame.From, frame.To, length, character, character);
        return CanComplete(frame, keyed);
    }

    /// <summary>Whether a character of one of the ranges may come next.</summary>
    public bool MayStepKey(in Frame frame, int length, ReadOnlySpan<(int Low, int High)> ranges)
    {
        var (keyed, copy) = ((ObjectAlternative)frame.Alternative, frame);
        foreach (var (low, high) in ranges)
        {
            (copy.From, copy.To) = keyed.Names.Narrow(frame.From, frame.To, length, low, high);
            if (CanComplete(copy, keyed))
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
        if (whole < 0 && WrittenKeys.Contains(others, name()))
            return false;
        frame.Next = whole < 0 ? OtherPlace(frame, keyed, name()) : PlaceOf(frame, keyed, frame.Property);
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
            ? progress with { Count = progress.Count + 1, Last = keyed.Properties.Length }
            : progress.With(frame.Property, keyed.Properties[frame.Property].Required);
        if (frame.Avoid is { } avoid)
            frame.Avoid = SeenValues.Of(avoid.Where(whole => Member(whole, name())?.Equals(value) == true));
    }

    bool CanComplete(in Frame frame, ObjectAlternative keyed)
    {
        if (MayAddOther(frame))
            return true;
        for (var name = frame.From; name < frame.To; name++)
        {
            if (PlaceOf(frame, keyed, keyed.IndexOfName[name]).Shape is not null)
                return true;
        }

        return false;
    }

    /// <summary>Whether a key that the schema does not define may come next, whichever it is, if it is new.</summary>
    public bool MayAddOther(in Frame frame)
    {
        var (keyed, progress) = ((ObjectAlternative)frame.Alternative, frame.Progress);
        return keyed.Additional is { } shape && session.Feasibility.DepthOf(shape) <= depth
            && progress.Count + 1 + keyed.RequiredCount - progress.RequiredCount <= keyed.MaxProperties
            && (session.Options.AnyPropertyOrder || NextRequired(progress, keyed) == int.MaxValue);
    }

    Place OtherPlace(in Frame frame, ObjectAlternative keyed, string name) =>
        MayAddOther(frame) ? Checked(frame, keyed, keyed.Additional!, name, frame.Progress with { Count = frame.Progress.Count + 1, Last = keyed.Properties.Length }) : default;

    /// <summary>The place of a defined property's value; without a shape when the property may not come now.</summary>
    Place PlaceOf(in Frame frame, ObjectAlternative keyed, int index)
    {
        var (property, progress) = (keyed.Properties[index], frame.Progress);
        if (progress.Taken.Has(index) || session.Feasibility.DepthOf(property.Shape) > depth)
            return default;
        if (!session.Options.AnyPropertyOrder && (index <= progress.Last || NextRequired(progress, keyed) < index))
            return default;
        var after = progress.With(index, property.Required);
        if (after.Count + keyed.RequiredCount - after.RequiredCount > keyed.MaxProperties || after.Count < keyed.MinProperties && !CanGrow(after, keyed))
            return default;
        return Checked(frame, keyed, property.Shape, property.Name, after);
    }

    static int NextRequired(ObjectProgress progress, ObjectAlternative keyed) =>
        keyed.NextRequired[Math.Min(progress.Last + 1, keyed.Properties.Length)];

    /// <summary>Whether enough properties are left to reach minProperties.</summary>
    bool CanGrow(ObjectProgress after, ObjectAlternative keyed)
    {
        if (keyed.Additional is { } shape && session.Feasibility.DepthOf(shape) <= depth)
            return true;
        var reachable = after.Count;
        for (var index = session.Options.AnyPropertyOrder ? 0 : after.Last + 1; index < keyed.Properties.Length; index++)
            reachable += !after.Taken.Has(index) && session.Feasibility.DepthOf(keyed.Properties[index].Shape) <= depth ? 1 : 0;
        return reachable >= keyed.MinProperties;
    }

    /// <summary>A place whose value keeps the object apart from those to avoid; without a shape when none does.</summary>
    Place Checked(in Frame frame, ObjectAlternative keyed, Shape shape, string name, ObjectProgress after)
    {
        if (frame.Avoid is not { } avoid)
            return new Place(shape);
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

    static KnownValue? Member(KnownValue whole, string name) =>
        whole.Element.TryGetProperty(name, out var member) ? new KnownValue(member) : null;
}
