using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Protocol.Failures;

namespace Sluice.Bench.Events.Files;

/// <summary>Reasons by their names in the table of failures.</summary>
sealed class FailureConverter : JsonConverter<FailureReason>
{
    public override FailureReason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FailureTable.TryParse(reader.GetString() ?? "", out var rule)
            ? rule.Reason
            : throw new JsonException($"'{reader.GetString()}' is no reason; allowed: {string.Join(", ", FailureTable.All.Select(each => each.Name))}");

    public override void Write(Utf8JsonWriter writer, FailureReason value, JsonSerializerOptions options) => writer.WriteStringValue(FailureTable.Of(value).Name);
}
