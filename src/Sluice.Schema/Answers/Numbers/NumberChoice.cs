using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>What one number alternative allows, byte by byte.</summary>
internal static class NumberChoice
{
    /// <summary>Whether a number of the alternative, none to be avoided, can be written so that its text begins like this.</summary>
    public static bool Reaches(in Frame frame, ReadOnlySpan<byte> text)
    {
        var numbers = ((NumberAlternative)frame.Alternative).Numbers;
        if (!numbers.Reaches(new NumberPrefix(text)))
            return false;
        if (frame.Avoid is not { } avoid || !avoid.Any(value => value.Number is not null))
            return true;
        foreach (var number in numbers.Reachable(text.ToArray()))
        {
            if (!avoid.Contains(number))
                return true;
        }

        return false;
    }

    /// <summary>Whether a number, written whole as the text says, is one of the alternative and none to be avoided.</summary>
    public static bool Contains(in Frame frame, ReadOnlySpan<byte> text)
    {
        var numbers = ((NumberAlternative)frame.Alternative).Numbers;
        if (!numbers.MayStandAs(text))
            return false;
        if (frame.Avoid is null && numbers.IsEverything)
            return true;
        if (frame.Avoid is null && SmallNumber.TryRead(new NumberPrefix(text), out var small) && numbers.Contains(small) is { } known)
            return known;
        var number = JsonNumber.Parse(text);
        return numbers.Contains(number) && frame.Avoid?.Contains(number) != true;
    }
}
