using System.Globalization;
using System.Text.Json;

namespace Sluice.Bench.Requests;

/// <summary>Recorded traffic: when a request came and how long it was. JSON lines with <c>at</c> in seconds, or Mooncake's <c>timestamp</c> in milliseconds.</summary>
public sealed record TraceFile(IReadOnlyList<TraceEntry> Entries)
{
    /// <param name="file">Its name in messages.</param>
    /// <exception cref="FormatException">With every line that is wrong.</exception>
    public static TraceFile Read(string file, TextReader input)
    {
        var (entries, problems, number) = (new List<TraceEntry>(), new List<string>(), 0);
        while (input.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                entries.Add(Entry(line));
            }
            catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
            {
                problems.Add($"{file}:{number}: {problem.Message.Split(" LineNumber:")[0].TrimEnd('.')}; allowed: {{\"at\": seconds, \"prompt\": tokens, \"output\": tokens}} or Mooncake's timestamp (ms), input_length, output_length");
            }
        }

        if (entries.Count == 0 && problems.Count == 0) problems.Add($"{file}: there are no requests in it");
        if (problems.Count > 0) throw new FormatException(string.Join('\n', problems));
        var first = entries.Min(entry => entry.At);
        return new TraceFile([.. entries.OrderBy(entry => entry.At).Select(entry => entry with { At = entry.At - first })]);
    }

    static TraceEntry Entry(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var seconds = root.TryGetProperty("at"u8, out var at) ? at.GetDouble() : root.TryGetProperty("timestamp"u8, out var stamp) ? stamp.GetDouble() / 1000 : throw new FormatException("'at' is missing");
        return seconds is >= 0 and < 1e7
            ? new TraceEntry(TimeSpan.FromSeconds(seconds), Length(root, "prompt", "input_length"), Length(root, "output", "output_length"))
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the time is {seconds} s"));
    }

    static int Length(JsonElement root, string name, string other)
    {
        if (!root.TryGetProperty(name, out var value) && !root.TryGetProperty(other, out value)) throw new FormatException($"'{name}' is missing");
        return value.TryGetInt32(out var length) && length is >= 1 and <= 10_000_000 ? length : throw new FormatException($"'{name}' is {value}");
    }
}

/// <summary>One request of a trace.</summary>
/// <param name="At">Since the first one.</param>
public sealed record TraceEntry(TimeSpan At, int Prompt, int Output);
