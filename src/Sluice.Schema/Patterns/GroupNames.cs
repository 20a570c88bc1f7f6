using System.Globalization;

namespace Sluice.Schema.Patterns;

/// <summary>The groups of one expression, and the references back to them, which may stand before their group.</summary>
internal sealed class GroupNames
{
    readonly HashSet<string> names = new(StringComparer.Ordinal);
    readonly List<(string Group, int Position)> references = [];
    int count;

    public void Add() => count++;

    /// <summary>Reads "name>" of "(?&lt;name>".</summary>
    public void AddNamed(string text, ref int at)
    {
        var start = at;
        var name = ReadName(text, ref at) ?? throw new PatternException("a group's name must be a letter, \"_\" or \"$\" followed by such or digits, and end with \">\"", start);
        if (!names.Add(name))
            throw new PatternException($"two groups have the name \"{name}\"", start);
        count++;
    }

    /// <summary>Reads "\1" or "\k&lt;name>"; null when something else stands there.</summary>
    public PatternNode? ReadReference(string text, ref int at)
    {
        var start = at;
        var rest = text.AsSpan(at + 1);
        if (rest is [>= '1' and <= '9', ..])
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            at += 1 + (digits < 0 ? rest.Length : digits);
            references.Add((text[(start + 1)..at], start));
            return new PatternNode.BackReference(start);
        }

        if (rest is not ['k', ..])
            return null;
        at += 3;
        var name = rest is ['k', '<', ..] ? ReadName(text, ref at) : null;
        references.Add((name ?? throw new PatternException("\"\\k\" must be followed by a group's name, as in \\k<name>", start), start));
        return new PatternNode.BackReference(start);
    }

    /// <summary>Refuses references to groups that the expression does not have.</summary>
    public void CheckReferences()
    {
        foreach (var (group, position) in references)
            if (!names.Contains(group) && !(int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= count))
                throw new PatternException($"there is no group \"{group}\" to refer to", position);
    }

    static string? ReadName(string text, ref int at)
    {
        var end = text.IndexOf('>', at);
        if (end <= at)
            return null;
        var name = text[at..end];
        at = end + 1;
        return char.IsAsciiDigit(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$') ? null : name;
    }
}
