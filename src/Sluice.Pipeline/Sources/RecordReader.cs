using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;

namespace Sluice.Pipeline.Sources;

/// <summary>Makes a record of one line of JSON, or says why it is none.</summary>
/// <param name="id">Where the id stands; null takes the ordinal.</param>
internal sealed class RecordReader(RecordPath? id, int maxLineBytes)
{
    readonly RecordIds ids = new(id);

    public SourceRecord Read(SourceLine line, SourcePlace place, long ordinal)
    {
        if (line.TooLong) return Faulty() with { Fault = string.Create(CultureInfo.InvariantCulture, $"the line is longer than {maxLineBytes / 1024 / 1024} MiB; allowed: one record a line, up to that size") };
        if (!Utf8.IsValid(line.Bytes.Span)) return Faulty() with { Fault = "the line is not UTF-8; allowed: UTF-8 (iconv -f LATIN1 -t UTF-8 converts a Latin-1 file)" };

        try
        {
            var fields = JsonElement.Parse(line.Bytes.Span);
            if (fields.ValueKind != JsonValueKind.Object) return Faulty() with { Fault = $"the line is a JSON {fields.ValueKind.ToString().ToLowerInvariant()}; allowed: an object" };

            return ids.Give(fields, place, ordinal, Faulty);
        }
        catch (JsonException e)
        {
            return Faulty() with { Fault = string.Create(CultureInfo.InvariantCulture, $"the line is not JSON (at byte {e.BytePositionInLine + 1}: {FirstSentence(e.Message)})") };
        }
        catch (InvalidOperationException)
        {
            return Faulty() with { Fault = "a text in the line is not valid Unicode (half of a surrogate pair)" };
        }

        SourceRecord Faulty() => SourceRecord.Faulty(place, ordinal, SHA256.HashData(line.Bytes.Span));
    }

    // System.Text.Json ends its messages with the position, which is said already.
    static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.');
}
