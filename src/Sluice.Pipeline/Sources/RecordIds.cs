using System.Globalization;
using System.Text.Json;

namespace Sluice.Pipeline.Sources;

/// <summary>Gives records their ids.</summary>
/// <param name="id">Where the id stands; null takes the ordinal.</param>
internal sealed class RecordIds(RecordPath? id)
{
    /// <summary>The record with these fields, or why it has no id.</summary>
    /// <param name="faulty">Its place and ordinal.</param>
    /// <exception cref="InvalidOperationException">A text of the record is not valid Unicode.</exception>
    public SourceRecord Give(JsonElement fields, SourceRecord faulty)
    {
        var record = faulty with { Fields = fields, InputHash = InputHash.Of(fields) };
        if (id is null) return record with { Key = faulty.Ordinal.ToString(CultureInfo.InvariantCulture), KeyIsNumber = true };
        if (!id.TryFind(fields, out var value)) return faulty with { Fault = $"the record has no {id}, where its id should be" };

        return value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { Length: > 0 } text => record with { Key = text },
            JsonValueKind.Number => record with { Key = value.GetRawText(), KeyIsNumber = true },
            _ => faulty with { Fault = $"the record's {id} is {Shown(value)}; allowed: a text that is not empty, or a number" },
        };
    }

    static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "an empty text",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText(),
    };
}
