using System.Collections.Frozen;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary>All filters by name.</summary>
internal sealed class FilterTable
{
    /// <summary>Filters of Jinja that are refused by name, because no chat template uses them.</summary>
    static readonly FrozenSet<string> Refused = new[]
    {
        "attr", "filesizeformat", "pprint", "random", "striptags", "urlencode", "urlize", "wordwrap", "xmlattr",
    }.ToFrozenSet();

    static readonly FrozenDictionary<string, Filter> All = new FilterTable()
        .With(BasicFilters.AddTo)
        .With(TextFilters.AddTo)
        .With(NumberFilters.AddTo)
        .With(SequenceFilters.AddTo)
        .With(SelectionFilters.AddTo)
        .With(OrderFilters.AddTo)
        .Add("tojson", ["ensure_ascii?", "indent?", "separators?", "sort_keys?"], JsonFilter.ToJson)
        .filters.ToFrozenDictionary();

    readonly Dictionary<string, Filter> filters = [];

    public static Filter? Find(string name) => All.GetValueOrDefault(name);

    public static bool IsRefused(string name) => Refused.Contains(name);

    /// <summary>A filter named by a value while rendering, as <c>map('upper')</c> does.</summary>
    public static Filter Named(Value name)
    {
        if (name is not TextValue text)
            throw TemplateFault.Missing($"No filter named by a value of type {name.TypeName}.");
        return Find(text.Raw) ?? throw (IsRefused(text.Raw)
            ? TemplateFault.Unsupported($"the filter '{text.Raw}'")
            : TemplateFault.Missing($"No filter named '{text.Raw}'."));
    }

    public FilterTable Add(string name, string[] parameters, Func<Value, Value?[], Rendering, Value> body)
    {
        Signature signature = new(name, parameters);
        return AddFree(name, (value, arguments, rendering) => body(value, signature.Bind(arguments), rendering));
    }

    public FilterTable AddFree(string name, Func<Value, Arguments, Rendering, Value> body)
    {
        filters.Add(name, new(name, (value, arguments, rendering) =>
        {
            rendering.ChargeUse(value, arguments);
            return body(value, arguments, rendering);
        }));
        return this;
    }

    FilterTable With(Func<FilterTable, FilterTable> family) => family(this);
}
