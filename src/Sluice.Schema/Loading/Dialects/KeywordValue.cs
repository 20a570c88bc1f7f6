using System.Text.Json;
using Sluice.Schema.Patterns;
using Sluice.Schema.Values;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>One keyword of a schema under load, with the checked ways to read its value. A value of another kind is refused with the keyword's path.</summary>
internal readonly struct KeywordValue(SchemaLoader loader, SchemaNode node, string name, JsonElement value)
{
    public SchemaNode Node => node;

    public string Name => name;

    public JsonElement Value => value;

    public SchemaOptions Options => loader.Options;

    public string Path => node.Path + "/" + JsonPointer.Escape(name);

    public SchemaException Refused(string allowed) => new(Path, $"\"{name}\" must be {allowed}, but is {JsonPointer.Excerpt(value)}");

    public string String() => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Refused("a string");

    public bool Boolean() => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refused("true or false"),
    };

    public JsonNumber Number() => value.ValueKind == JsonValueKind.Number ? JsonNumber.From(value) : throw Refused("a number");

    /// <summary>A whole number of 0 or more (2.0 is one); beyond int.MaxValue it is held at that, which no document reaches.</summary>
    public int Count()
    {
        if (value.ValueKind != JsonValueKind.Number)
            throw Refused("a whole number, 0 or more");
        var number = JsonNumber.From(value);
        if (number.Sign < 0 || !number.IsInteger)
            throw Refused("a whole number, 0 or more");
        if (number.Magnitude > 10)
            return int.MaxValue;
        return (int)Math.Min(decimal.Parse(number.Digits.PadRight((int)number.Magnitude, '0').PadLeft(1, '0'), System.Globalization.CultureInfo.InvariantCulture), int.MaxValue);
    }

    public IReadOnlyList<JsonElement> Array(string allowed) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Refused(allowed);

    /// <summary>Different strings, none at all included.</summary>
    public IReadOnlyList<string> Names() => NamesOf(value) ?? throw Refused("an array of different strings");

    /// <summary>The same for one member of the value.</summary>
    public IReadOnlyList<string> Names(JsonElement member) => NamesOf(member) ?? throw Refused("an object whose values are arrays of different strings or schemas");

    public EcmaPattern Pattern() => PatternOf(String());

    /// <summary>Reads one member of the value as a schema.</summary>
    public SchemaNode Schema(string key, JsonElement member) => loader.Compile(node, StepTo(key), member);

    public SchemaNode Schema() => loader.Compile(node, JsonPointer.Escape(name), value);

    public IReadOnlyList<SchemaNode> Schemas()
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            throw Refused("an array of at least one schema");
        var list = new List<SchemaNode>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
            list.Add(loader.Compile(node, JsonPointer.Escape(name) + "/" + list.Count, item));
        return list;
    }

    public SchemaProperties SchemasByName()
    {
        var map = new SchemaProperties();
        foreach (var (key, element) in Members("an object whose values are schemas"))
            map.Add(key, loader.Compile(node, StepTo(key), element));
        return map;
    }

    public IReadOnlyList<KeyValuePair<EcmaPattern, SchemaNode>> SchemasByPattern()
    {
        var list = new List<KeyValuePair<EcmaPattern, SchemaNode>>();
        foreach (var (key, element) in Members("an object whose keys are regular expressions and whose values are schemas"))
            list.Add(new(PatternOf(key), loader.Compile(node, StepTo(key), element)));
        return list;
    }

    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> NamesByName()
    {
        var list = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        foreach (var (key, element) in Members("an object whose values are arrays of different strings"))
            list.Add(new(key, NamesOf(element) ?? throw Refused($"an object whose values are arrays of different strings (see \"{key}\")")));
        return list;
    }

    public IEnumerable<(string Name, JsonElement Value)> Members(string allowed) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Select(static member => (member.Name, member.Value)) : throw Refused(allowed);

    /// <summary>Resolves the address in this keyword once all schemas are read.</summary>
    public void Reference(Action<ResolvedReference> found) => loader.Defer(node, Path, String(), found);

    string StepTo(string key) => JsonPointer.Escape(name) + "/" + JsonPointer.Escape(key);

    EcmaPattern PatternOf(string source)
    {
        try
        {
            return EcmaPattern.Parse(source);
        }
        catch (PatternException error)
        {
            throw new SchemaException(Path, $"\"{source}\" is not a regular expression that can be used here: {error.Message}", error);
        }
    }

    static IReadOnlyList<string>? NamesOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var names = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var item in value.EnumerateArray())
            if (item.ValueKind != JsonValueKind.String || !names.TryAdd(item.GetString()!, true))
                return null;
        return [.. names.Keys];
    }
}
