using System.Text.Json;

namespace Sluice.Protocol.Serving;

/// <summary>
/// The fields of one JSON object, taken out one by one with their type checked; what nobody took is left in <see cref="Rest"/>.
/// A field that is null counts as absent, as clients send it. Only the first problem is kept.
/// </summary>
sealed class BodyFields
{
    readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    readonly string prefix;

    /// <param name="element">Must be an object.</param>
    /// <param name="prefix">Where the object stands, such as <c>messages[2].</c>; empty for the body itself.</param>
    public BodyFields(JsonElement element, string prefix = "")
    {
        this.prefix = prefix;
        foreach (var property in element.EnumerateObject())
            fields[property.Name] = property.Value;
    }

    public ApiError? Problem { get; private set; }

    public JsonElement? Take(string name)
    {
        if (!fields.Remove(name, out var value) || value.ValueKind is JsonValueKind.Null)
            return null;
        return value;
    }

    public string? Text(string name)
    {
        if (Take(name) is not { } value)
            return null;
        return value.ValueKind is JsonValueKind.String ? value.GetString() : Wrong<string>(name, "a string", value);
    }

    /// <summary>A string that must be there.</summary>
    public string NeededText(string name)
    {
        var text = Text(name);
        if (text is null && Problem is null)
            Report(name, $"'{prefix}{name}' is required and must be a string.");
        return text ?? "";
    }

    public bool? Flag(string name)
    {
        if (Take(name) is not { } value)
            return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : WrongValue<bool>(name, "true or false", value);
    }

    /// <summary>A finite number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public double? Number(string name, double least, double most, string allowed)
    {
        if (Take(name) is not { } value)
            return null;
        var fits = value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most;
        return fits ? value.GetDouble() : WrongValue<double>(name, allowed, value);
    }

    /// <summary>An integer of at least <paramref name="least"/>; written with a fraction of zero it is one too.</summary>
    public long? Integer(string name, long least, long most, string allowed)
    {
        if (Take(name) is not { } value)
            return null;
        var fits = value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number)
            && decimal.IsInteger(number) && number >= least && number <= most;
        return fits ? (long)value.GetDecimal() : WrongValue<long>(name, allowed, value);
    }

    /// <summary>A number of things, at least <paramref name="least"/>; what is more than can be counted is as many as can.</summary>
    public int? Count(string name, int least) =>
        Integer(name, least, long.MaxValue, $"an integer of at least {least}") is { } count ? (int)Math.Min(count, int.MaxValue) : null;

    public BodyFields? Object(string name)
    {
        if (Take(name) is not { } value)
            return null;
        return value.ValueKind is JsonValueKind.Object ? new(value, $"{prefix}{name}.") : Wrong<BodyFields>(name, "an object", value);
    }

    /// <summary>What was not taken, independent of the document it came from; null when nothing is left.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Rest() =>
        fields.Count == 0 ? null : fields.ToDictionary(field => field.Key, field => field.Value.Clone(), StringComparer.Ordinal);

    public void Report(string name, string message) => Problem ??= ApiError.Invalid(prefix + name, message);

    /// <summary>Takes over the problem of a nested object.</summary>
    public void Adopt(BodyFields? nested) => Problem ??= nested?.Problem;

    public T? Wrong<T>(string name, string allowed, JsonElement found) where T : class
    {
        Report(name, $"'{prefix}{name}' must be {allowed}, not {Show(found)}.");
        return null;
    }

    T? WrongValue<T>(string name, string allowed, JsonElement found) where T : struct
    {
        Report(name, $"'{prefix}{name}' must be {allowed}, not {Show(found)}.");
        return null;
    }

    static string Show(JsonElement found)
    {
        const int most = 40; // characters of a value shown in a message
        return found.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            _ when found.GetRawText() is { Length: <= most } text => text,
            _ => found.GetRawText()[..most] + "…",
        };
    }
}
