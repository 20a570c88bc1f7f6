using System.Collections.Frozen;
using System.Numerics;
using Sluice.Templates.Formatting;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Globals;

/// <summary>The functions a template sees without being given them. A variable of the same name takes their place.</summary>
internal static class GlobalTable
{
    const int LongestRange = 100_000;    // items; the bound of Jinja's sandbox

    static readonly FrozenDictionary<string, Value> All = new Dictionary<string, Value>
    {
        ["range"] = new FunctionValue("range", Range),
        ["dict"] = new FunctionValue("dict", Dict),
        ["namespace"] = new FunctionValue("namespace", Namespace),
        ["raise_exception"] = new FunctionValue("raise_exception", Raise),
        ["strftime_now"] = new FunctionValue("strftime_now", Now),
        ["cycler"] = Refused("cycler"),
        ["joiner"] = Refused("joiner"),
        ["lipsum"] = Refused("lipsum"),
    }.ToFrozenDictionary();

    static readonly Signature OneMessage = new("raise_exception", "message");
    static readonly Signature OneFormat = new("strftime_now", "format");

    public static Value? Find(string name) => All.GetValueOrDefault(name);

    public static bool IsGlobal(string name) => All.ContainsKey(name);

    static FunctionValue Refused(string name) => new(name, (_, _) => throw TemplateFault.Unsupported($"the function '{name}'"));

    static RangeValue Range(Arguments arguments, Rendering rendering)
    {
        var a = arguments.Positional;
        if (arguments.Named.Length > 0)
            throw TemplateFault.Type("range() takes no keyword arguments");
        if (a.Length is 0 or > 3)
            throw TemplateFault.Type($"range expected 1 to 3 arguments, got {a.Length}");
        var start = a.Length > 1 ? Numbers.Integer(a[0]) : BigInteger.Zero;
        var stop = Numbers.Integer(a[a.Length > 1 ? 1 : 0]);
        var step = a.Length > 2 ? Numbers.Integer(a[2]) : BigInteger.One;
        if (step.IsZero)
            throw TemplateFault.Value("range() arg 3 must not be zero");

        var distance = step.Sign > 0 ? stop - start : start - stop;
        var count = distance.Sign <= 0 ? BigInteger.Zero : (distance + BigInteger.Abs(step) - 1) / BigInteger.Abs(step);
        return count <= LongestRange ? new RangeValue(start, stop, step, (int)count)
            : throw TemplateFault.Value($"Range too big. The sandbox blocks ranges larger than MAX_RANGE ({LongestRange}).");
    }

    static DictValue Dict(Arguments arguments, Rendering rendering)
    {
        if (arguments.Positional.Length > 1)
            throw TemplateFault.Type($"dict expected at most 1 argument, got {arguments.Positional.Length}");
        DictValue dict = new();
        if (arguments.Positional is [var source])
        {
            foreach (var (key, value) in Pairs(source, rendering))
            {
                rendering.Charge(key.Weight);
                dict.Set(key, value);
            }
        }

        foreach (var (name, value) in arguments.Named)
            dict.Set(new TextValue(name), value);
        return dict.Sealed();
    }

    static IEnumerable<KeyValuePair<Value, Value>> Pairs(Value source, Rendering rendering)
    {
        if (source is DictValue dict)
        {
            rendering.Charge(dict.Count!.Value);
            return dict.Entries;
        }

        if (source is UndefinedValue undefined)
            throw undefined.Fault();     // Python asks it for its keys first, which an undefined does not have
        return Iteration.Over(source, rendering).Select(item =>
        {
            var pair = Iteration.Unpack(item, 2, rendering);
            return KeyValuePair.Create(pair[0], pair[1]);
        });
    }

    static NamespaceValue Namespace(Arguments arguments, Rendering rendering)
    {
        NamespaceValue space = new();
        foreach (var (key, value) in Dict(arguments, rendering).Entries)
        {
            space.Set(key is TextValue name ? name.Raw
                : throw TemplateFault.Type($"a namespace's attribute must be named by text, not {key.TypeName}"), value);
        }

        return space;
    }

    static Value Raise(Arguments arguments, Rendering rendering) =>
        throw new TemplateFault(TemplateErrorKind.Raised, OneMessage.Bind(arguments)[0]!.ToText(rendering));

    static TextValue Now(Arguments arguments, Rendering rendering)
    {
        var format = OneFormat.Bind(arguments)[0] as TextValue
            ?? throw TemplateFault.Type("strftime() argument 1 must be str");
        return new TextValue(TimeFormat.Of(format.Raw, rendering.Clock.GetLocalNow().DateTime));
    }
}
