using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

internal static class Stripping
{
    /// <summary>Without an argument white space goes, with one every character of that set.</summary>
    public static TextValue Apply(Value self, Value? characters, bool start, bool end)
    {
        var text = (TextValue)self;
        if (characters is null or NoneValue)
        {
            var bare = start ? PythonSpace.TrimStart(text.Raw) : text.Raw;
            return text.With(end ? PythonSpace.TrimEnd(bare) : bare);
        }

        if (characters is not TextValue set)
            throw TemplateFault.Type("strip arg must be None or str");
        var chosen = CodePoints.Each(set.Raw).ToHashSet(StringComparer.Ordinal);
        var (from, to) = (0, text.Length);
        while (start && from < to && chosen.Contains(text.At(from)))
            from++;
        while (end && to > from && chosen.Contains(text.At(to - 1)))
            to--;
        return text.With(text.Raw[text.Start(from)..text.Start(to)]);
    }
}
