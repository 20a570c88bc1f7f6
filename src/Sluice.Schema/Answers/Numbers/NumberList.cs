using System.Globalization;
using System.Text;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>A handful of numbers, as enum and const name them.</summary>
/// <param name="members">Each once.</param>
/// <param name="plain">Whether each is written in its one shortest way.</param>
internal sealed class NumberList(IReadOnlyList<JsonNumber> members, bool plain) : NumberSet
{
    const int MaxZeros = 20; // zeros written out before an exponent takes their place

    readonly byte[][] texts = [.. members.Select(Write)];
    readonly SmallNumber?[] small = [.. members.Select(SmallNumber.Of)];

    public override bool IsEmpty => members.Count == 0;

    public override bool HasAtLeast(int count) => members.Count >= count;

    public override bool Contains(JsonNumber number) => members.Contains(number);

    /// <summary>A member that is not small equals no small number.</summary>
    public override bool? Contains(SmallNumber number)
    {
        foreach (var member in small)
        {
            if (member is { } own && own.CompareTo(number) == 0)
                return true;
        }

        return false;
    }

    public override bool Reaches(in NumberPrefix prefix)
    {
        for (var index = 0; index < members.Count; index++)
        {
            if (Reaches(index, prefix))
                return true;
        }

        return false;
    }

    public override IEnumerable<JsonNumber> Reachable(byte[] prefix)
    {
        for (var index = 0; index < members.Count; index++)
        {
            if (Reaches(index, new NumberPrefix(prefix)))
                yield return members[index];
        }
    }

    /// <summary>The shortest text of a number.</summary>
    public static byte[] Write(JsonNumber number)
    {
        var text = new StringBuilder(number.Sign < 0 ? "-" : "");
        var (digits, magnitude) = (number.Digits, number.Magnitude);
        if (digits.Length == 0)
            text.Append('0');
        else if (magnitude > digits.Length + MaxZeros || magnitude < -MaxZeros)
            text.Append(digits[0]).Append(digits.Length > 1 ? "." : "").Append(digits, 1, digits.Length - 1).Append('e').Append((magnitude - 1).ToString(CultureInfo.InvariantCulture));
        else if (magnitude >= digits.Length)
            text.Append(digits).Append('0', (int)magnitude - digits.Length);
        else if (magnitude > 0)
            text.Append(digits, 0, (int)magnitude).Append('.').Append(digits, (int)magnitude, digits.Length - (int)magnitude);
        else
            text.Append("0.").Append('0', (int)-magnitude).Append(digits);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    bool Reaches(int index, in NumberPrefix prefix) =>
        prefix.Text.IsEmpty || (plain ? texts[index].AsSpan().StartsWith(prefix.Text) : Reaches(members[index], prefix));

    static bool Reaches(JsonNumber number, in NumberPrefix prefix)
    {
        if (number.Sign < 0 != prefix.Negative && number.Sign != 0)
            return false;
        var fraction = prefix.Fraction;
        var significant = prefix.Whole.TrimStart((byte)'0');
        if (significant.IsEmpty)
            fraction = fraction.TrimStart((byte)'0');
        if (significant.IsEmpty && fraction.IsEmpty)
            return !prefix.HasExponent || number.Sign == 0;
        if (number.Sign == 0)
            return false;

        var digits = number.Digits;
        for (var at = 0; at < significant.Length + fraction.Length; at++)
        {
            var digit = at < significant.Length ? significant[at] : fraction[at - significant.Length];
            if (digit != (at < digits.Length ? digits[at] : '0'))
                return false;
        }

        if (!prefix.HasExponent)
            return true;
        // Written without its exponent the number would have this magnitude; the exponent must make up the rest.
        var magnitude = significant.IsEmpty ? fraction.Length - prefix.Fraction.Length : significant.Length;
        var complete = significant.Length + fraction.Length >= digits.Length;
        return complete && ExponentRange.Exactly(number.Magnitude - magnitude).Reaches(prefix);
    }
}
