using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings.Languages;

namespace Sluice.Schema.Answers.Running;

/// <summary>The keys that an object may still get beside those that its schema names: which are new, and how many are left.</summary>
/// <param name="depth">Levels of arrays and objects that may still open inside the object.</param>
/// <param name="written">Keys written so far that some alternative does not name.</param>
internal readonly struct OtherKeys(AnswerSession session, int depth, WrittenKeys? written)
{
    /// <summary>Keys left; <see cref="StringLanguage.Endless"/> when there are no fewer.</summary>
    public int CountLeft(ObjectAlternative keyed)
    {
        var (classes, left) = (keyed.Others, 0);
        for (var own = 0; own < classes?.Count; own++)
        {
            if (session.Feasibility.DepthOf(classes.ShapeOf(own)) > depth)
                continue;
            var count = classes.CountFrom(classes.Start, own);
            if (count == StringLanguage.Endless)
                return StringLanguage.Endless;
            foreach (var key in Taken(keyed))
                count -= classes.ClassOf(key) == own ? 1 : 0;
            left = (int)Math.Min(StringLanguage.Endless, (long)left + count);
        }

        return left;
    }

    /// <summary>Whether a key that goes on from a state would be new, with a value to be had.</summary>
    /// <param name="key">What has been read of it.</param>
    /// <param name="next">A character that led to the state and is not in what has been read; -1 for none.</param>
    public bool HasNew(in Frame frame, int state, Func<string> key, int next = -1)
    {
        var keyed = (ObjectAlternative)frame.Alternative;
        var classes = ObjectChoice.ClassesOf(frame)!;
        var open = classes.Reachable(state);
        for (var own = 0; open >> own != 0; own++)
        {
            if ((open >> own & 1) == 0 || session.Feasibility.DepthOf(classes.ShapeOf(own)) > depth)
                continue;
            var count = classes.CountFrom(state, own);
            if (count == StringLanguage.Endless || count > WrittenKeys.Count(written) + keyed.Properties.Length + AvoidedMembers(frame) || IsAnyNew(frame, state, own, next < 0 ? key() : key() + char.ConvertFromUtf32(next)))
                return true;
        }

        return false;
    }

    /// <summary>The same after one more character, out of a range.</summary>
    public bool MayStep(in Frame frame, int low, int high, Func<string> key)
    {
        foreach (var (first, last, state) in ObjectChoice.ClassesOf(frame)!.Ways(frame.State, low, high))
        {
            for (var character = first; character <= last; character++)
            {
                if (HasNew(frame, state, key, character))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Tries the few keys that are left one by one.</summary>
    bool IsAnyNew(in Frame frame, int state, int own, string key)
    {
        var classes = ObjectChoice.ClassesOf(frame)!;
        var choice = new ObjectChoice(session, depth, written);
        foreach (var ending in classes.EndingsFrom(state, own))
        {
            if (choice.MayAdd(frame, key + ending, classes.ShapeOf(own)))
                return true;
        }

        return false;
    }

    IEnumerable<string> Taken(ObjectAlternative keyed) =>
        keyed.Properties.Select(property => property.Name).Concat(WrittenKeys.All(written).Where(key => !keyed.Has(key)));

    static int AvoidedMembers(in Frame frame) => frame.Avoid?.Sum(value => value.Element.GetPropertyCount()) ?? 0;
}
