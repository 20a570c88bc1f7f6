using System.Globalization;
using System.Text.Json;

namespace Sluice.Pipeline.Sources;

/// <summary>Gives records their ids.</summary>
/// <param name="id">Where the id stands; null takes the ordinal.</param>
internal sealed class RecordIds(RecordPath? id)
{
    const int MostNames = 20; // as many fields as a person reads in a message

    /// <summary>The record with these fields, or why it has no id.</summary>
    /// <param name="faulty">The record without fields, for one that has no id.</param>
    /// <exception cref="InvalidOperationException">A text of the record is not valid Unicode.</exception>
    public SourceRecord Give(JsonElement fields, SourcePlace place, long ordinal, Func<SourceRecord> faulty)
    {
        var hash = InputHash.Of(fields);
        if (id is null) return Good(ordinal.ToString(CultureInfo.InvariantCulture), isNumber: true);
        if (!id.TryFind(fields, out var value)) return faulty() with { Fault = $"the record has no {id}, where its id should be; it has: {Names(fields)}" };

        return value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { Length: > 0 } text => Good(text, isNumber: false),
            JsonValueKind.Number => Good(value.GetRawText(), isNumber: true),
            _ => faulty() with { Fault = $"the record's {id} is {Shown(value)}; allowed: a text that is not empty, or a number" },
        };

        SourceRecord Good(string key, bool isNumber) => new() { Ordinal = ordinal, Place = place, Key = key, KeyIsNumber = isNumber, Fields = fields, InputHash = hash };
    }

    static string Names(JsonElement fields) => fields.ValueKind == JsonValueKind.Object && fields.EnumerateObject().Any()
        ? string.Join(", ", fields.EnumerateObject().Select(field => field.Name).Take(MostNames)) : "nothing";

    static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "an empty text",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText(),
    };
}
