using System.Buffers;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Output;

/// <summary>A failed record as a line of the failures' file: which, why, and what came back last.</summary>
internal static class FailureLine
{
    public static void Write(IBufferWriter<byte> output, StoredFailure row)
    {
        using var writer = new Utf8JsonWriter(output, CompactJson.Relaxed);
        writer.WriteStartObject();
        RecordId.Write(writer, row.Key, row.KeyIsNumber);
        if (row.Step is { } step) writer.WriteString("step", step);
        writer.WriteString("place", row.Place);
        writer.WriteString("reason", row.Failure.Reason);
        writer.WriteString("detail", row.Failure.Detail);
        writer.WriteNumber("attempts", row.Attempts);
        writer.WriteString("response", row.Response);
        writer.WriteEndObject();
    }
}
