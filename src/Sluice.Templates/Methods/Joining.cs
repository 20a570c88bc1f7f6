using System.Text;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

internal static class Joining
{
    /// <summary>Every item must be text; safe text as the separator escapes the others.</summary>
    public static Value Join(Value self, Value?[] a, Rendering rendering)
    {
        var separator = (TextValue)self;
        if (a[0]!.Iterate() is null)
            throw TemplateFault.Type("can only join an iterable");
        StringBuilder result = new();
        var index = 0;
        foreach (var item in Iteration.Over(a[0]!, rendering))
        {
            if (index > 0)
                result.Append(separator.Raw);
            if (separator.IsSafe && item is not TextValue { IsSafe: true })
                result.Append(HtmlEscape.Of(item.ToText(rendering)));
            else
                result.Append((item as TextValue ?? throw WrongItem(index, item)).Raw);
            index++;
            rendering.CheckLength(result.Length);
        }

        rendering.ChargeText(result.Length);
        return separator.With(result.ToString());
    }

    static TemplateFault WrongItem(int index, Value item) =>
        TemplateFault.Type($"sequence item {index}: expected str instance, {item.TypeName} found");
}
