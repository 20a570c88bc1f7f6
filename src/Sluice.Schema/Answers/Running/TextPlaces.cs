using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Answers.Running;

/// <summary>
/// Where the string or key in progress stands in each way it may be meant: what decides how it may go on, apart from the values that it must not be.
/// For masks of a vocabulary, which then ask about all tokens at once.
/// </summary>
internal sealed class TextPlaces(FrameStack stack, Func<string> textSoFar)
{
    /// <summary>Whether any text at all may come next in the key in progress.</summary>
    public bool TakesAnyKey
    {
        get
        {
            foreach (ref readonly var frame in stack.Open)
            {
                if (stack.Objects.IsFreeKey(frame))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether what the string in progress says will be asked for when it ends or later; else only the ways count that it may be meant in.</summary>
    public bool Counts
    {
        get
        {
            if (stack.WillNeedValue)
                return true;
            foreach (ref readonly var frame in stack.Values)
            {
                if (frame.Avoid is not null)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The places of the string in progress, one for each way. False, with nothing added, where places do not decide how one of them may go on.</summary>
    public bool TryAdd(List<TextCursor> places)
    {
        foreach (ref readonly var frame in stack.Values)
        {
            if (TextCursor.Of(frame) is not { } place)
            {
                places.Clear();
                return false;
            }

            places.Add(place);
        }

        return true;
    }

    /// <summary>How strings to avoid go on from what has been written of the string in progress, where that could leave no other way on within some characters.</summary>
    public void AddAvoided(List<string> rests, int characters)
    {
        string? text = null;
        foreach (ref readonly var frame in stack.Values)
        {
            if (frame.Avoid is null || TextCursor.Of(frame) is { } place && place.TakesAny(characters))
                continue;
            text ??= textSoFar();
            for (var avoid = frame.Avoid; avoid is not null; avoid = avoid.Earlier)
            {
                if (avoid.Latest.Text is { } other && other.StartsWith(text, StringComparison.Ordinal))
                    rests.Add(other[text.Length..]);
            }
        }
    }

    /// <summary>
    /// The places of the key in progress: in keys that the schema does not name, once as far as it is certain that they can be completed and
    /// once as far as it is possible, and in those that it names, any of which may be impossible. False, with nothing added, where only named keys are left.
    /// </summary>
    /// <param name="length">Characters of the key so far.</param>
    public bool TryAddKeys(int length, List<KeyCursor> certain, List<KeyCursor> possible, List<TextCursor> named)
    {
        var choice = stack.Objects;
        foreach (ref readonly var frame in stack.Open)
        {
            if (choice.WantedClasses(frame) is > 0 and var wanted && ObjectChoice.ClassesOf(frame) is { } classes)
            {
                certain.Add(new KeyCursor(classes, wanted, certain: true, frame.State));
                possible.Add(new KeyCursor(classes, wanted, certain: false, frame.State));
            }

            if (frame.From < frame.To)
                named.Add(new TextCursor(((ObjectAlternative)frame.Alternative).NamedKeys, 0, length, frame.From, frame.To));
        }

        if (certain.Count == 0)
            named.Clear();
        return certain.Count > 0;
    }
}
