using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary>Filters about what a value is: missing, its length, its text, whether it is safe.</summary>
internal static class BasicFilters
{
    public static FilterTable AddTo(FilterTable table) => table
        .Add("default", ["default_value?", "boolean?"], Default)
        .Add("d", ["default_value?", "boolean?"], Default)
        .Add("length", [], Length)
        .Add("count", [], Length)
        .Add("string", [], (value, _, r) => Soft(value, r))
        .Add("safe", [], (value, _, r) => new TextValue(value.ToText(r), isSafe: true))
        .Add("escape", [], Escape)
        .Add("e", [], Escape)
        .Add("forceescape", [], (value, _, r) => new TextValue(HtmlEscape.Of(value.ToText(r)), isSafe: true))
        .Add("list", [], (value, _, r) => new ListValue(Iteration.ToArray(value, r)))
        .Add("items", [], (value, _, r) => new LazyValue("generator", value, Items(value, r)));

    /// <summary>The value itself when it is text, safe or not; else its printed form.</summary>
    public static TextValue Soft(Value value, Rendering rendering) => value as TextValue ?? new(value.ToText(rendering));

    static Value Default(Value value, Value?[] a, Rendering rendering)
    {
        var replace = value is UndefinedValue || (a[1] is { IsTrue: true } && !value.IsTrue);
        return replace ? a[0] ?? TextValue.Empty : value;
    }

    static IntegerValue Length(Value value, Value?[] a, Rendering rendering) => IntegerValue.Of(value.Count
        ?? throw TemplateFault.Type($"object of type '{value.TypeName}' has no len()"));

    static TextValue Escape(Value value, Value?[] a, Rendering rendering) =>
        value is TextValue { IsSafe: true } safe ? safe : new(HtmlEscape.Of(value.ToText(rendering)), isSafe: true);

    static IEnumerable<Value> Items(Value value, Rendering rendering)
    {
        if (value is UndefinedValue undefined)
        {
            undefined.Passed(true);
            yield break;
        }

        if (value is not DictValue dict)
            throw TemplateFault.Type("Can only get item pairs from a mapping.");
        foreach (var (key, item) in dict.Entries)
        {
            rendering.Charge(1);
            yield return new TupleValue([key, item]);
        }
    }
}
