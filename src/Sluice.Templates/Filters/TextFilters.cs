using System.Text;
using Sluice.Templates.Formatting;
using Sluice.Templates.Methods;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary>Filters that turn their input into text first.</summary>
internal static class TextFilters
{
    public static FilterTable AddTo(FilterTable table) => table
        .Add("upper", [], (value, _, r) => Changed(value, CaseMapping.Upper, r))
        .Add("lower", [], (value, _, r) => Changed(value, CaseMapping.Lower, r))
        .Add("capitalize", [], (value, _, r) => Changed(value, CaseMapping.Capitalize, r))
        .Add("title", [], (value, _, r) => new TextValue(Title(value.ToText(r))))
        .Add("trim", ["chars?"], (value, a, r) => Stripping.Apply(BasicFilters.Soft(value, r), a[0], start: true, end: true))
        .Add("replace", ["old", "new", "count?"], Replace)
        .Add("indent", ["width?", "first?", "blank?"], Indent)
        .Add("center", ["width?"], (value, a, r) => Aligning.Center(BasicFilters.Soft(value, r), [a[0] ?? IntegerValue.Of(80), null], r))
        .Add("truncate", ["length?", "killwords?", "end?", "leeway?"], Truncate)
        .Add("wordcount", [], (value, _, r) => IntegerValue.Of(CountWords(value.ToText(r))))
        .AddFree("format", Format);

    static TextValue Changed(Value value, Func<string, string> change, Rendering rendering)
    {
        var text = BasicFilters.Soft(value, rendering);
        rendering.ChargeText(text.Raw.Length);
        return text.With(change(text.Raw));
    }

    /// <summary>Each piece after a blank, hyphen or opening bracket begins with a capital.</summary>
    static string Title(string text)
    {
        StringBuilder result = new(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && !IsWordBorder(text[end]))
                end++;
            if (end > at)
            {
                var first = CodePoints.WidthAt(text, at);
                result.Append(CaseMapping.Upper(text.Substring(at, first))).Append(CaseMapping.Lower(text[(at + first)..end]));
            }

            while (end < text.Length && IsWordBorder(text[end]))
                result.Append(text[end++]);
            at = end;
        }

        return result.ToString();
    }

    static bool IsWordBorder(char c) => c is '-' or '(' or '{' or '[' or '<' || PythonSpace.Is(c);

    static TextValue Replace(Value value, Value?[] a, Rendering rendering) => new(Replacing.Replace(
        value.ToText(rendering),
        a[0]!.ToText(rendering),
        a[1]!.ToText(rendering),
        a[2] is null or NoneValue ? -1 : TextArguments.Number(a[2], -1),
        rendering));

    static TextValue Indent(Value value, Value?[] a, Rendering rendering)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        var text = TextArguments.Text("indent", value);
        var blank = a[0] is TextValue given ? given.Raw : Padding.Blank(TextArguments.Number(a[0], 4), " ", rendering);
        var alsoBlankLines = a[2]?.IsTrue ?? false;
        rendering.Charge(TextSplit.CountLines(text.Raw));
        var lines = TextSplit.Lines(text.Raw + "\n");
        rendering.ChargeText(text.Raw.Length + (long)lines.Count * (blank.Length + 1));

        StringBuilder result = new();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                result.Append('\n');
            if (i == 0 ? a[1]?.IsTrue ?? false : alsoBlankLines || lines[i].Length > 0)
                result.Append(blank);
            result.Append(lines[i]);
        }

        return text.With(result.ToString());
    }

    static Value Truncate(Value value, Value?[] a, Rendering rendering)
    {
        const int usualLength = 255, usualLeeway = 5;    // characters; Jinja's defaults
        var size = value.Count ?? throw TemplateFault.Type($"object of type '{value.TypeName}' has no len()");
        var end = a[2] is null ? "..." : TextArguments.Text("truncate", a[2]!).Raw;
        var length = TextArguments.Number(a[0], usualLength);
        var leeway = a[3] is null or NoneValue ? usualLeeway : TextArguments.Number(a[3], usualLeeway);
        var kept = length - CodePoints.Count(end);
        if (kept < 0)
            throw TemplateFault.Value($"expected length >= {CodePoints.Count(end)}, got {length}");
        if (size <= (long)length + leeway)
            return value;

        var text = TextArguments.Text("truncate", value);
        var cut = text.Raw[..text.Start(kept)];
        if (!(a[1]?.IsTrue ?? false))
            cut = TextSplit.AtFromEnd(cut, " ", 1)[0];
        return text.With(cut + end);
    }

    static int CountWords(string text)
    {
        var (count, inWord) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = rune.Value == '_' || Classes.IsAlphanumeric(rune);
            count += letter && !inWord ? 1 : 0;
            inWord = letter;
        }

        return count;
    }

    static TextValue Format(Value value, Arguments arguments, Rendering rendering)
    {
        if (arguments.Positional.Length > 0 && arguments.Named.Length > 0)
            throw TemplateFault.Missing("can't handle positional and keyword arguments at the same time");
        if (arguments.Named.Length == 0)
            return PercentFormat.Apply(BasicFilters.Soft(value, rendering), new TupleValue(arguments.Positional), rendering);
        DictValue values = new();
        foreach (var (name, item) in arguments.Named)
            values.Set(new TextValue(name), item);
        return PercentFormat.Apply(BasicFilters.Soft(value, rendering), values.Sealed(), rendering);
    }
}
