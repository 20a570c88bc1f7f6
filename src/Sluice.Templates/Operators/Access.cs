using System.Collections.Frozen;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>Reading attributes and items: <c>a.b</c> looks for a method first, <c>a['b']</c> for the key first.</summary>
internal static class Access
{
    /// <summary>What every object of Python has, and its sandbox hides.</summary>
    static readonly FrozenSet<string> Hidden = new[]
    {
        "__class__", "__delattr__", "__dict__", "__dir__", "__doc__", "__eq__", "__format__", "__ge__", "__getattribute__", "__gt__",
        "__hash__", "__init__", "__init_subclass__", "__le__", "__lt__", "__ne__", "__new__", "__reduce__", "__reduce_ex__",
        "__repr__", "__setattr__", "__sizeof__", "__str__", "__subclasshook__",
    }.ToFrozenSet();

    /// <summary>What texts, rows, dicts and ranges have beside that.</summary>
    static readonly FrozenSet<string> HiddenOfSized = new[] { "__contains__", "__getitem__", "__iter__", "__len__" }.ToFrozenSet();

    public static Value Attribute(Value owner, TextValue name, Rendering rendering)
    {
        if (owner is UndefinedValue undefined)
            throw undefined.Fault();
        return Own(owner, name.Raw) ?? owner.GetItem(name) ?? UndefinedValue.Attribute(owner, name.Raw, rendering.Strict);
    }

    public static Value Item(Value owner, Value key, Rendering rendering)
    {
        if (owner is UndefinedValue undefined)
            throw undefined.Fault();
        rendering.Charge(key.Weight - 1);
        return owner.GetItem(key)
            ?? (key is TextValue name ? Own(owner, name.Raw) : null)
            ?? UndefinedValue.Element(owner, key, rendering.Strict);
    }

    static Value? Own(Value owner, string name) =>
        owner.GetAttribute(name) ?? (Hidden.Contains(name) || (HiddenOfSized.Contains(name) && owner is TextValue or SequenceValue or DictValue or RangeValue) ? UndefinedValue.Unsafe(owner, name) : null);
}
