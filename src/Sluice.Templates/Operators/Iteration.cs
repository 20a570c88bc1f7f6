using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>Going through a value, each item charged.</summary>
internal static class Iteration
{
    public static IEnumerable<Value> Over(Value value, Rendering rendering)
    {
        var items = value.Iterate() ?? throw TemplateFault.Type($"'{value.TypeName}' object is not iterable");
        return Charged(items, rendering);
    }

    /// <summary>All items at once, as Python's <c>list()</c> takes them.</summary>
    public static Value[] ToArray(Value value, Rendering rendering)
    {
        if (value is SequenceValue row)
        {
            rendering.Charge(row.Items.Length);
            return row.Items;
        }

        return [.. Over(value, rendering)];
    }

    /// <summary>Exactly <paramref name="count"/> items, for an assignment to several names.</summary>
    public static Value[] Unpack(Value value, int count, Rendering rendering)
    {
        var items = value.Iterate() ?? throw TemplateFault.Type($"cannot unpack non-iterable {value.TypeName} object");
        var unpacked = items.Take(count + 1).ToArray();
        rendering.Charge(unpacked.Length);
        if (unpacked.Length > count)
            throw TemplateFault.Value($"too many values to unpack (expected {count})");
        return unpacked.Length == count ? unpacked
            : throw TemplateFault.Value($"not enough values to unpack (expected {count}, got {unpacked.Length})");
    }

    static IEnumerable<Value> Charged(IEnumerable<Value> items, Rendering rendering)
    {
        foreach (var item in items)
        {
            rendering.Charge(1);
            yield return item;
        }
    }
}
