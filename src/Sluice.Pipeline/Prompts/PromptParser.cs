using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Pipeline.Prompts;

/// <summary>Reads the text of a prompt. What Jinja would treat specially and we cannot do yet is refused, so that a prompt never changes its meaning later.</summary>
internal static partial class PromptParser
{
    /// <summary>Longest expression quoted in a message, in characters.</summary>
    const int Quoted = 60;

    public static PromptTemplate? Parse(string text, out IReadOnlyList<PromptProblem> problems)
    {
        var found = new List<PromptProblem>();
        var parts = new List<object>();
        var body = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        var position = 0;
        while (NextOpening(body, position) is var open and >= 0)
        {
            if (open > position) parts.Add(body[position..open]);
            var closing = body[open + 1] switch { '{' => "}}", '%' => "%}", _ => "#}" };
            var end = body.IndexOf(closing, open + 2, StringComparison.Ordinal);
            if (end < 0)
            {
                found.Add(new(LineOf(body, open), $"'{body.AsSpan(open, 2)}' is never closed by '{closing}'"));
                position = body.Length;
                break;
            }

            Add(body, open, end, parts, found);
            position = end + 2;
        }

        if (position < body.Length) parts.Add(body[position..]);
        problems = found;
        return found.Count == 0 ? new PromptTemplate(text, parts) : null;
    }

    static void Add(string body, int open, int end, List<object> parts, List<PromptProblem> found)
    {
        var inside = body.AsSpan(open + 2, end - open - 2).Trim().ToString();
        if (body[open + 1] == '{' && Expression().Match(inside) is { Success: true } match && ReadSlice(match, out var slice))
        {
            parts.Add(new PromptField(match.Groups["path"].Value.Split('.'), slice));
            return;
        }

        var whole = body[open..(end + 2)].ReplaceLineEndings(" ");
        found.Add(new(LineOf(body, open), $"'{(whole.Length > Quoted ? whole[..Quoted] + "…" : whole)}' is not understood"));
    }

    static bool ReadSlice(Match match, out TextSlice? slice)
    {
        slice = null;
        if (!match.Groups["slice"].Success) return true;

        var start = 0;
        if (match.Groups["start"].Length > 0 && !Number(match.Groups["start"].Value, out start)) return false;
        int? end = null;
        if (match.Groups["end"].Length > 0)
        {
            if (!Number(match.Groups["end"].Value, out var last)) return false;
            end = last;
        }

        slice = new TextSlice(start, end);
        return true;
    }

    static bool Number(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    static int NextOpening(string text, int from)
    {
        for (var index = text.IndexOf('{', from); index >= 0 && index + 1 < text.Length; index = text.IndexOf('{', index + 1))
        {
            if (text[index + 1] is '{' or '%' or '#') return index;
        }

        return -1;
    }

    static int LineOf(string text, int position) => 1 + text.AsSpan(0, position).Count('\n');

    [GeneratedRegex(@"^(?<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?<slice>\s*\[\s*(?<start>[0-9]*)\s*:\s*(?<end>[0-9]*)\s*\])?$")]
    private static partial Regex Expression();
}
