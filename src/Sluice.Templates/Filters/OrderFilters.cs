using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary>Filters that compare items: letter case does not count unless asked for.</summary>
internal static class OrderFilters
{
    public static FilterTable AddTo(FilterTable table) => table
        .Add("sort", ["reverse?", "case_sensitive?", "attribute?"], Sort)
        .Add("dictsort", ["case_sensitive?", "by?", "reverse?"], DictSort)
        .Add("unique", ["case_sensitive?", "attribute?"], (value, a, r) => new LazyValue("generator", value, Unique(value, a, r)))
        .Add("min", ["case_sensitive?", "attribute?"], (value, a, r) => Extreme(value, a, "<", r))
        .Add("max", ["case_sensitive?", "attribute?"], (value, a, r) => Extreme(value, a, ">", r))
        .Add("groupby", ["attribute", "default?", "case_sensitive?"], GroupBy);

    static ListValue Sort(Value value, Value?[] a, Rendering rendering)
    {
        // One key for each attribute named; lists compare by the first keys that differ.
        var attributes = a[2] is TextValue text ? [.. text.Raw.Split(',').Select(part => new TextValue(part))] : new Value[] { a[2] ?? NoneValue.Instance };
        var readers = Array.ConvertAll(attributes, attribute => Reader(attribute, a[1], rendering));
        var items = Iteration.ToArray(value, rendering);
        return new(Ordering.Sort(items, item => new ListValue(Array.ConvertAll(readers, read => read(item))), IsTrue(a[0]), rendering));
    }

    static ListValue DictSort(Value value, Value?[] a, Rendering rendering)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        if (value is not DictValue dict)
            throw TemplateFault.Type($"'{value.TypeName}' object has no attribute 'items'");
        var by = a[1] is null ? "key" : a[1] is TextValue text ? text.Raw : "";
        if (by is not ("key" or "value"))
            throw TemplateFault.Missing("You can only sort by either \"key\" or \"value\"");

        rendering.Charge(dict.Count!.Value);
        Value[] pairs = [.. dict.Entries.Select(entry => new TupleValue([entry.Key, entry.Value]))];
        return new(Ordering.Sort(pairs, pair => Folded(((TupleValue)pair).Items[by == "key" ? 0 : 1], a[0]), IsTrue(a[2]), rendering));
    }

    static IEnumerable<Value> Unique(Value value, Value?[] a, Rendering rendering)
    {
        var read = Reader(a[1], a[0], rendering);
        HashSet<Value> seen = [];
        foreach (var item in Iteration.Over(value, rendering))
        {
            var key = read(item);
            if (!key.IsHashable)
                throw TemplateFault.Type($"unhashable type: '{key.TypeName}'");
            rendering.Charge(key.Weight);
            if (seen.Add(key))
                yield return item;
        }
    }

    /// <summary>The first of the items that none goes before.</summary>
    static Value Extreme(Value value, Value?[] a, string sign, Rendering rendering)
    {
        var read = Reader(a[1], a[0], rendering);
        Value? best = null, bestKey = null;
        foreach (var item in Iteration.Over(value, rendering))
        {
            var key = read(item);
            if (best is null || Comparison.InOrder(sign, key, bestKey!, rendering))
                (best, bestKey) = (item, key);
        }

        return best ?? UndefinedValue.Because("No aggregated item, sequence was empty.", rendering.Strict);
    }

    static ListValue GroupBy(Value value, Value?[] a, Rendering rendering)
    {
        var plain = AttributePath.Reader(a[0]!, rendering, a[1]);
        Func<Value, Value> read = item => Folded(plain(item), a[2]);
        var items = Ordering.Sort(Iteration.ToArray(value, rendering), read, reverse: false, rendering);
        List<Value> groups = [];
        for (var start = 0; start < items.Length;)
        {
            var (key, end) = (read(items[start]), start + 1);
            while (end < items.Length && Comparison.AreEqual(read(items[end]), key, rendering))
                end++;
            groups.Add(new GroupValue(IsTrue(a[2]) ? key : plain(items[start]), new ListValue(items[start..end])));
            start = end;
        }

        return new([.. groups]);
    }

    static Func<Value, Value> Reader(Value? attribute, Value? caseSensitive, Rendering rendering)
    {
        var read = AttributePath.Reader(attribute ?? NoneValue.Instance, rendering);
        return item => Folded(read(item), caseSensitive);
    }

    static Value Folded(Value value, Value? caseSensitive) =>
        !IsTrue(caseSensitive) && value is TextValue text ? new TextValue(CaseMapping.Lower(text.Raw)) : value;

    static bool IsTrue(Value? value) => value?.IsTrue ?? false;
}
