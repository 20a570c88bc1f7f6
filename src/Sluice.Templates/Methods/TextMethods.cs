using Sluice.Templates.Formatting;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

/// <summary>The methods of text.</summary>
internal static class TextMethods
{
    static readonly MethodTable Table = new MethodTable()
        .Add("capitalize", [], (self, _, _) => Changed(self, CaseMapping.Capitalize))
        .Add("lower", [], (self, _, _) => Changed(self, CaseMapping.Lower))
        .Add("upper", [], (self, _, _) => Changed(self, CaseMapping.Upper))
        .Add("title", [], (self, _, _) => Changed(self, CaseMapping.Title))
        .Add("swapcase", [], (self, _, _) => Changed(self, CaseMapping.SwapCase))
        .Add("strip", ["chars?"], (self, a, _) => Stripping.Apply(self, a[0], start: true, end: true))
        .Add("lstrip", ["chars?"], (self, a, _) => Stripping.Apply(self, a[0], start: true, end: false))
        .Add("rstrip", ["chars?"], (self, a, _) => Stripping.Apply(self, a[0], start: false, end: true))
        .Add("split", new Signature("split", "sep?", "maxsplit?"), (self, a, r) => Splitting.Split(self, a, fromEnd: false, r))
        .Add("rsplit", new Signature("rsplit", "sep?", "maxsplit?"), (self, a, r) => Splitting.Split(self, a, fromEnd: true, r))
        .Add("splitlines", new Signature("splitlines", "keepends?"), Splitting.Lines)
        .Add("partition", ["sep"], (self, a, _) => Splitting.Partition(self, a[0]!, fromEnd: false))
        .Add("rpartition", ["sep"], (self, a, _) => Splitting.Partition(self, a[0]!, fromEnd: true))
        .Add("replace", new Signature("replace", "old", "new", "count?") { PositionalOnly = true }, Replacing.Replace)
        .Add("startswith", ["prefix", "start?", "end?"], (self, a, _) => Searching.Affix(self, a, atEnd: false))
        .Add("endswith", ["suffix", "start?", "end?"], (self, a, _) => Searching.Affix(self, a, atEnd: true))
        .Add("removeprefix", ["prefix"], (self, a, _) => Replacing.RemovePrefix(self, a[0]!))
        .Add("removesuffix", ["suffix"], (self, a, _) => Replacing.RemoveSuffix(self, a[0]!))
        .Add("find", ["sub", "start?", "end?"], (self, a, _) => IntegerValue.Of(Searching.Find(self, a, fromEnd: false)))
        .Add("rfind", ["sub", "start?", "end?"], (self, a, _) => IntegerValue.Of(Searching.Find(self, a, fromEnd: true)))
        .Add("index", ["sub", "start?", "end?"], (self, a, _) => Searching.Index(self, a, fromEnd: false))
        .Add("rindex", ["sub", "start?", "end?"], (self, a, _) => Searching.Index(self, a, fromEnd: true))
        .Add("count", ["sub", "start?", "end?"], (self, a, _) => Searching.Count(self, a))
        .Add("join", ["iterable"], Joining.Join)
        .Add("center", ["width", "fillchar?"], (self, a, r) => Aligning.Center(self, a, r))
        .Add("ljust", ["width", "fillchar?"], (self, a, r) => Aligning.Left(self, a, r))
        .Add("rjust", ["width", "fillchar?"], (self, a, r) => Aligning.Right(self, a, r))
        .Add("zfill", ["width"], (self, a, r) => Aligning.ZeroFill(self, a[0]!, r))
        .AddFree("format", (self, arguments, r) => BraceFormat.Apply((TextValue)self, arguments, r))
        .Add("isalnum", [], (self, _, _) => Classes.All(self, Classes.IsAlphanumeric))
        .Add("isalpha", [], (self, _, _) => Classes.All(self, System.Text.Rune.IsLetter))
        .Add("isdecimal", [], (self, _, _) => Classes.All(self, Classes.IsDecimal))
        .Add("isdigit", [], (self, _, _) => Classes.All(self, Classes.IsDigit))
        .Add("isnumeric", [], (self, _, _) => Classes.All(self, Classes.IsNumeric))
        .Add("isspace", [], (self, _, _) => Classes.All(self, rune => rune.IsBmp && PythonSpace.Is((char)rune.Value)))
        .Add("isascii", [], (self, _, _) => BoolValue.Of(System.Text.Ascii.IsValid(Raw(self))))
        .Add("isprintable", [], (self, _, _) => BoolValue.Of(Raw(self).EnumerateRunes().All(rune => PythonQuote.IsPrintable(rune.Value))))
        .Add("islower", [], (self, _, _) => BoolValue.Of(Classes.IsLowerText(Raw(self))))
        .Add("isupper", [], (self, _, _) => BoolValue.Of(Classes.IsUpperText(Raw(self))))
        .Refuse("str", "casefold", "encode", "expandtabs", "format_map", "isidentifier", "istitle", "maketrans", "translate");

    public static Value? Find(TextValue owner, string name) => Table.Find(owner, name);

    static string Raw(Value self) => ((TextValue)self).Raw;

    static TextValue Changed(Value self, Func<string, string> change) => ((TextValue)self).With(change(Raw(self)));
}
