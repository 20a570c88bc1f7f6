using System.Text;
using Sluice.Templates.Methods;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary>Filters over rows: ends, joining, turning round, cutting into parts.</summary>
internal static class SequenceFilters
{
    public static FilterTable AddTo(FilterTable table) => table
        .Add("first", [], First)
        .Add("last", [], Last)
        .Add("join", ["d?", "attribute?"], Join)
        .Add("reverse", [], Reverse)
        .Add("sum", ["attribute?", "start?"], Sum)
        .Add("batch", ["linecount", "fill_with?"], (value, a, r) => new LazyValue("generator", value, Batch(value, a, r)))
        .Add("slice", ["slices", "fill_with?"], (value, a, r) => new LazyValue("generator", value, Slice(value, a, r)));

    static Value First(Value value, Value?[] a, Rendering rendering) =>
        Iteration.Over(value, rendering).FirstOrDefault() ?? UndefinedValue.Because("No first item, sequence was empty.", rendering.Strict);

    static Value Last(Value value, Value?[] a, Rendering rendering)
    {
        if (value is LazyValue || value.Iterate() is null)
            throw TemplateFault.Type($"'{value.TypeName}' object is not reversible");
        return Iteration.Over(value, rendering).LastOrDefault()
            ?? UndefinedValue.Because("No last item, sequence was empty.", rendering.Strict);
    }

    static TextValue Join(Value value, Value?[] a, Rendering rendering)
    {
        var separator = a[0] is null ? "" : a[0]!.ToText(rendering);
        var items = Iteration.Over(value, rendering);
        if (a[1] is not (null or NoneValue))
            items = items.Select(AttributePath.Reader(a[1]!, rendering));

        StringBuilder result = new();
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                result.Append(separator);
            first = false;
            result.Append(item.ToText(rendering));
            rendering.CheckLength(result.Length);
        }

        rendering.ChargeText(result.Length);
        return new TextValue(result.ToString());
    }

    static Value Reverse(Value value, Value?[] a, Rendering rendering)
    {
        if (value is TextValue)
            return Slicing.Slice(value, null, null, IntegerValue.Of(-1), rendering);
        if (value.Iterate() is null)
            throw TemplateFault.Missing("argument must be iterable");
        var items = Iteration.ToArray(value, rendering);
        var reversed = items.Reverse();
        return value is LazyValue ? new ListValue([.. reversed]) : new LazyValue("list_reverseiterator", value, reversed);
    }

    static Value Sum(Value value, Value?[] a, Rendering rendering)
    {
        var items = Iteration.Over(value, rendering);
        if (a[0] is not (null or NoneValue))
            items = items.Select(AttributePath.Reader(a[0]!, rendering));
        var total = a[1] ?? IntegerValue.Of(0);
        if (total is TextValue)
            throw TemplateFault.Type("sum() can't sum strings [use ''.join(seq) instead]");
        return items.Aggregate(total, (sum, item) => Arithmetic.Add(sum, item, rendering));
    }

    static IEnumerable<Value> Batch(Value value, Value?[] a, Rendering rendering)
    {
        var size = Numbers.Integer(a[0]!);
        List<Value> row = [];
        foreach (var item in Iteration.Over(value, rendering))
        {
            if (row.Count == size)
            {
                yield return new ListValue([.. row]);
                row.Clear();
            }

            row.Add(item);
        }

        if (row.Count == 0)
            yield break;
        while (a[1] is not (null or NoneValue) && row.Count < size)
        {
            rendering.Charge(1);
            row.Add(a[1]!);
        }

        yield return new ListValue([.. row]);
    }

    static IEnumerable<Value> Slice(Value value, Value?[] a, Rendering rendering)
    {
        var items = Iteration.ToArray(value, rendering);
        var slices = TextArguments.Number(a[0], 1);
        if (slices == 0)
            throw TemplateFault.Value("integer division or modulo by zero");
        var (each, extra) = (items.Length / slices, items.Length % slices);
        for (var (number, at) = (0, 0); number < slices; number++)
        {
            rendering.Charge(1);
            var size = each + (number < extra ? 1 : 0);
            List<Value> part = [.. items.AsSpan(at, size)];
            at += size;
            if (a[1] is not (null or NoneValue) && number >= extra)
                part.Add(a[1]!);
            yield return new ListValue([.. part]);
        }
    }
}
