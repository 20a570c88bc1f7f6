using System.Text;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

internal static class Replacing
{
    public static Value Replace(Value self, Value?[] a, Rendering rendering)
    {
        var text = (TextValue)self;
        var (old, fresh) = (TextArguments.Text("replace()", a[0]!), TextArguments.Text("replace()", a[1]!));
        var inserted = text.IsSafe && !fresh.IsSafe ? HtmlEscape.Of(fresh.Raw) : fresh.Raw;
        return text.With(Replace(text.Raw, old.Raw, inserted, TextArguments.Number(a[2], -1), rendering));
    }

    /// <summary>At most <paramref name="limit"/> times when that is not negative. An empty text is found between all code points.</summary>
    public static string Replace(string text, string old, string fresh, int limit, Rendering rendering)
    {
        StringBuilder result = new(text.Length);
        var (at, done) = (0, 0);
        while (limit < 0 || done < limit)
        {
            var found = old.Length == 0 ? at : text.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0)
                break;
            result.Append(text, at, found - at).Append(fresh);
            at = found + old.Length;
            done++;
            rendering.CheckLength(result.Length);
            if (old.Length > 0)
                continue;
            if (at == text.Length)
                break;
            var width = CodePoints.WidthAt(text, at);
            result.Append(text, at, width);
            at += width;
        }

        result.Append(text, at, text.Length - at);
        rendering.ChargeText(result.Length);
        return result.ToString();
    }

    public static TextValue RemovePrefix(Value self, Value prefix)
    {
        var (text, part) = ((TextValue)self, TextArguments.Text("removeprefix()", prefix).Raw);
        return text.Raw.StartsWith(part, StringComparison.Ordinal) ? text.With(text.Raw[part.Length..]) : text;
    }

    public static TextValue RemoveSuffix(Value self, Value suffix)
    {
        var (text, part) = ((TextValue)self, TextArguments.Text("removesuffix()", suffix).Raw);
        return part.Length > 0 && text.Raw.EndsWith(part, StringComparison.Ordinal) ? text.With(text.Raw[..^part.Length]) : text;
    }
}
