using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>Python's <c>in</c>.</summary>
internal static class Membership
{
    public static bool Contains(Value container, Value item, Rendering rendering)
    {
        switch (container)
        {
            case TextValue text:
                rendering.Charge(text.Weight);
                return item is TextValue part
                    ? text.Raw.Contains(part.Raw, StringComparison.Ordinal)
                    : throw TemplateFault.Type($"'in <string>' requires string as left operand, not {item.TypeName}");
            case DictValue or DictViewValue { Part: DictPart.Keys } when !item.IsHashable:
                throw TemplateFault.Type($"unhashable type: '{item.TypeName}'");
            case DictValue dict:
                rendering.Charge(item.Weight - 1);
                return dict.Find(item) is not null;
            case DictViewValue view:
                rendering.Charge(view.Weight);
                return view.Has(item);
            default:
                return Among(container, item, rendering);
        }
    }

    static bool Among(Value container, Value item, Rendering rendering)
    {
        var items = container.Iterate() ?? throw TemplateFault.Type($"argument of type '{container.TypeName}' is not iterable");
        foreach (var candidate in items)
        {
            rendering.Charge(Math.Min(candidate.Weight, item.Weight));
            if (ReferenceEquals(candidate, item) || Comparison.AreEqual(candidate, item, rendering))
                return true;
        }

        return false;
    }
}
