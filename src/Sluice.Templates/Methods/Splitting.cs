using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

internal static class Splitting
{
    public static ListValue Split(Value self, Value?[] a, bool fromEnd, Rendering rendering)
    {
        var text = (TextValue)self;
        var limit = TextArguments.Number(a[1], -1);
        List<string> pieces;
        if (a[0] is null or NoneValue)
        {
            rendering.Charge(TextSplit.CountSpace(text.Raw, limit));
            pieces = fromEnd ? TextSplit.AtSpaceFromEnd(text.Raw, limit) : TextSplit.AtSpace(text.Raw, limit);
        }
        else
        {
            var separator = Separator(a[0]!);
            rendering.Charge(TextSplit.Count(text.Raw, separator, limit));
            pieces = fromEnd ? TextSplit.AtFromEnd(text.Raw, separator, limit) : TextSplit.At(text.Raw, separator, limit);
        }

        return ListValue.OfTexts(pieces, text);
    }

    public static Value Lines(Value self, Value?[] a, Rendering rendering)
    {
        rendering.Charge(TextSplit.CountLines(((TextValue)self).Raw));
        var lines = TextSplit.Lines(((TextValue)self).Raw, a[0]?.IsTrue ?? false);
        return ListValue.OfTexts(lines, (TextValue)self);
    }

    public static TupleValue Partition(Value self, Value separator, bool fromEnd)
    {
        var text = (TextValue)self;
        var mark = Separator(separator);
        var at = fromEnd ? text.Raw.LastIndexOf(mark, StringComparison.Ordinal) : text.Raw.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            return new(fromEnd ? [text.With(""), text.With(""), text] : [text, text.With(""), text.With("")]);
        return new([text.With(text.Raw[..at]), text.With(mark), text.With(text.Raw[(at + mark.Length)..])]);
    }

    static string Separator(Value value)
    {
        if (value is not TextValue text)
            throw TemplateFault.Type($"must be str or None, not {value.TypeName}");
        return text.Raw.Length > 0 ? text.Raw : throw TemplateFault.Value("empty separator");
    }
}
