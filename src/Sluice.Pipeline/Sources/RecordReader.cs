using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;

namespace Sluice.Pipeline.Sources;

/// <summary>Makes a record of one line of JSON, or says why it is none.</summary>
/// <param name="id">Where the id stands; null takes the ordinal.</param>
internal sealed class RecordReader(RecordPath? id, int maxLineBytes)
{
    public SourceRecord Read(SourceLine line, SourcePlace place, long ordinal)
    {
        var faulty = new SourceRecord { Ordinal = ordinal, Place = place, Key = place.ToString(), InputHash = SHA256.HashData(line.Bytes.Span) };
        if (line.TooLong) return faulty with { Fault = string.Create(CultureInfo.InvariantCulture, $"the line is longer than {maxLineBytes / 1024 / 1024} MiB; allowed: one record a line, up to that size") };
        if (!Utf8.IsValid(line.Bytes.Span)) return faulty with { Fault = "the line is not UTF-8" };

        try
        {
            var fields = JsonElement.Parse(line.Bytes.Span);
            if (fields.ValueKind != JsonValueKind.Object) return faulty with { Fault = $"the line is a JSON {fields.ValueKind.ToString().ToLowerInvariant()}; allowed: an object" };

            var record = faulty with { Fields = fields, InputHash = InputHash.Of(fields) };
            return id is null ? record with { Key = ordinal.ToString(CultureInfo.InvariantCulture), KeyIsNumber = true } : WithId(record, faulty);
        }
        catch (JsonException e)
        {
            return faulty with { Fault = string.Create(CultureInfo.InvariantCulture, $"the line is not JSON (at byte {e.BytePositionInLine + 1}: {FirstSentence(e.Message)})") };
        }
        catch (InvalidOperationException)
        {
            return faulty with { Fault = "a text in the line is not valid Unicode (half of a surrogate pair)" };
        }
    }

    SourceRecord WithId(SourceRecord record, SourceRecord faulty)
    {
        if (!id!.TryFind(record.Fields, out var value)) return faulty with { Fault = $"the record has no {id}, where its id should be" };

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

    // System.Text.Json ends its messages with the position, which is said already.
    static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.');
}
