using System.Text.Json;

namespace Sluice.Bench.Events;

/// <summary>Writes and reads the log of a load as JSON lines, one request a line, times in seconds.</summary>
public static class EventLog
{
    public static void Write(TextWriter output, IEnumerable<RequestEvents> requests)
    {
        using var buffer = new MemoryStream();
        using var json = new Utf8JsonWriter(buffer);
        foreach (var request in requests)
        {
            Write(json, request);
            json.Flush();
            output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
            buffer.SetLength(0);
            json.Reset();
        }
    }

    /// <exception cref="FormatException">With the line that is not an event.</exception>
    public static IEnumerable<RequestEvents> Read(TextReader input)
    {
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            if (line.Length > 0) yield return Parse(number, line);
        }
    }

    static void Write(Utf8JsonWriter json, RequestEvents request)
    {
        json.WriteStartObject();
        json.WriteNumber("id", request.Id);
        json.WriteNumber("scheduled", request.Scheduled.TotalSeconds);
        json.WriteNumber("sent", request.Timing.Sent.TotalSeconds);
        if (request.Timing.FirstToken is { } first) json.WriteNumber("first_token", first.TotalSeconds);
        if (request.Timing.LastToken is { } last) json.WriteNumber("last_token", last.TotalSeconds);
        json.WriteNumber("prompt_tokens", request.Timing.PromptTokens);
        json.WriteNumber("output_tokens", request.Timing.OutputTokens);
        json.WriteStartArray("chunks");
        foreach (var chunk in request.Chunks)
        {
            json.WriteStartArray();
            json.WriteNumberValue(chunk.At.TotalSeconds);
            json.WriteNumberValue(chunk.Tokens);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static RequestEvents Parse(int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var timing = new RequestTiming(Time(root, "sent"), OptionalTime(root, "first_token"), OptionalTime(root, "last_token"),
                root.GetProperty("prompt_tokens").GetInt32(), root.GetProperty("output_tokens").GetInt32());
            var chunks = root.GetProperty("chunks").EnumerateArray().Select(chunk => new ChunkEvent(TimeSpan.FromSeconds(chunk[0].GetDouble()), chunk[1].GetInt32()));
            return new RequestEvents(root.GetProperty("id").GetInt32(), Time(root, "scheduled"), timing, [.. chunks]);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new FormatException($"line {number} is not a request's events: {problem.Message}", problem);
        }
    }

    static TimeSpan Time(JsonElement root, string name) => TimeSpan.FromSeconds(root.GetProperty(name).GetDouble());

    static TimeSpan? OptionalTime(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? TimeSpan.FromSeconds(value.GetDouble()) : null;
}
