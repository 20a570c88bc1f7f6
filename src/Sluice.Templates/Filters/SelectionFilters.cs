using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Tests;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary>The lazy filters: each item is looked at when it is asked for.</summary>
internal static class SelectionFilters
{
    public static FilterTable AddTo(FilterTable table) => table
        .AddFree("map", (value, arguments, r) => new LazyValue("generator", value, Map(value, arguments, r)))
        .AddFree("select", (value, arguments, r) => new LazyValue("generator", value, Select(value, arguments, true, false, r)))
        .AddFree("reject", (value, arguments, r) => new LazyValue("generator", value, Select(value, arguments, false, false, r)))
        .AddFree("selectattr", (value, arguments, r) => new LazyValue("generator", value, Select(value, arguments, true, true, r)))
        .AddFree("rejectattr", (value, arguments, r) => new LazyValue("generator", value, Select(value, arguments, false, true, r)));

    static IEnumerable<Value> Map(Value value, Arguments arguments, Rendering rendering)
    {
        if (!value.IsTrue)
            yield break;
        var change = Change(arguments, rendering);
        foreach (var item in Iteration.Over(value, rendering))
            yield return change(item);
    }

    /// <summary>By attribute when only named arguments come, else by the filter named first.</summary>
    static Func<Value, Value> Change(Arguments arguments, Rendering rendering)
    {
        if (arguments.Positional.Length == 0)
        {
            var attribute = arguments.Find("attribute") ?? throw TemplateFault.Missing("map requires a filter argument");
            var unknown = arguments.Named.FirstOrDefault(named => named.Key is not ("attribute" or "default")).Key;
            if (unknown is not null)
                throw TemplateFault.Missing($"Unexpected keyword argument '{unknown}'");
            return AttributePath.Reader(attribute, rendering, arguments.Find("default"));
        }

        Filter? filter = null;
        Arguments rest = new(arguments.Positional[1..], arguments.Named);
        return item => (filter ??= FilterTable.Named(arguments.Positional[0])).Body(item, rest, rendering);
    }

    static IEnumerable<Value> Select(Value value, Arguments arguments, bool wanted, bool byAttribute, Rendering rendering)
    {
        if (!value.IsTrue)
            yield break;
        var given = arguments.Positional;
        if (byAttribute && given.Length == 0)
            throw TemplateFault.Missing("Missing parameter for attribute name");
        var read = byAttribute ? AttributePath.Reader(given[0], rendering) : item => item;
        var test = Test(new(byAttribute ? given[1..] : given, arguments.Named), rendering);
        foreach (var item in Iteration.Over(value, rendering))
        {
            if (test(read(item)) == wanted)
                yield return item;
        }
    }

    /// <summary>The test named first, with what follows as its arguments; without a name, truth.</summary>
    static Func<Value, bool> Test(Arguments arguments, Rendering rendering)
    {
        if (arguments.Positional.Length == 0)
            return item => item.IsTrue;
        Test? test = null;
        Arguments rest = new(arguments.Positional[1..], arguments.Named);
        return item => (test ??= TestTable.Named(arguments.Positional[0])).Body(item, rest, rendering);
    }
}
