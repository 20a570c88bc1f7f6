using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

internal static class Searching
{
    /// <summary>Whether the text begins or ends with the argument, or with one of a tuple of them.</summary>
    public static BoolValue Affix(Value self, Value?[] a, bool atEnd)
    {
        var method = atEnd ? "endswith" : "startswith";
        if (a[0] is not (TextValue or TupleValue))
            throw TemplateFault.Type($"{method} first arg must be str or a tuple of str, not {a[0]!.TypeName}");
        var span = TextArguments.Span((TextValue)self, a[1], a[2]);
        Value[] candidates = a[0] is TupleValue tuple ? tuple.Items : [a[0]!];
        foreach (var candidate in candidates)
        {
            if (candidate is not TextValue part)
                throw TemplateFault.Type($"tuple for {method} must only contain str, not {candidate.TypeName}");
            if (span is not { } found)
                continue;
            var text = ((TextValue)self).Raw.AsSpan(found.Start, found.End - found.Start);
            if (atEnd ? text.EndsWith(part.Raw, StringComparison.Ordinal) : text.StartsWith(part.Raw, StringComparison.Ordinal))
                return BoolValue.True;
        }

        return BoolValue.False;
    }

    /// <summary>In code points; -1 when it is not there.</summary>
    public static int Find(Value self, Value?[] a, bool fromEnd)
    {
        var text = (TextValue)self;
        var part = TextArguments.Text("find()", a[0]!).Raw;
        if (TextArguments.Span(text, a[1], a[2]) is not { } span)
            return -1;
        var within = text.Raw.AsSpan(span.Start, span.End - span.Start);
        var at = fromEnd ? part.Length == 0 ? within.Length : within.LastIndexOf(part, StringComparison.Ordinal)
            : within.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1 : CodePoints.Count(text.Raw[..(span.Start + at)]);
    }

    public static IntegerValue Index(Value self, Value?[] a, bool fromEnd)
    {
        var found = Find(self, a, fromEnd);
        return found >= 0 ? IntegerValue.Of(found) : throw TemplateFault.Value("substring not found");
    }

    public static IntegerValue Count(Value self, Value?[] a)
    {
        var text = (TextValue)self;
        var part = TextArguments.Text("count()", a[0]!).Raw;
        if (TextArguments.Span(text, a[1], a[2]) is not { } span)
            return IntegerValue.Of(0);
        var within = text.Raw[span.Start..span.End];
        return IntegerValue.Of(part.Length == 0 ? CodePoints.Count(within) + 1 : TextSplit.Count(within, part, -1) - 1);
    }
}
