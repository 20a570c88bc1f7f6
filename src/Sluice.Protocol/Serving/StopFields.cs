using System.Text.Json;

namespace Sluice.Protocol.Serving;

/// <summary>Reads <c>stop</c>: the texts that end an answer.</summary>
static class StopFields
{
    const string Name = "stop";

    // Each is looked for in every token of the answer, by the thread that all answers share. OpenAI takes four.
    const int Most = 128, MostCharacters = 1024;

    internal static string[]? Read(BodyFields fields)
    {
        if (fields.Take(Name) is not { } given)
            return null;
        if (given.ValueKind is JsonValueKind.String)
            return IsStop(fields, Name, given) ? [given.GetString()!] : null;
        if (given.ValueKind is not JsonValueKind.Array)
            return fields.Wrong<string[]>(Name, "a string or an array of strings, none of them empty", given);
        if (given.GetArrayLength() > Most)
            fields.Report(Name, $"'stop' has {given.GetArrayLength()} strings; {Most} are the most.");
        var index = 0;
        return given.EnumerateArray().All(stop => IsStop(fields, $"stop[{index++}]", stop)) ? [.. given.EnumerateArray().Select(stop => stop.GetString()!)] : null;
    }

    static bool IsStop(BodyFields fields, string place, JsonElement stop)
    {
        if (stop.ValueKind is not JsonValueKind.String)
            fields.Report(Name, $"'{place}' must be a string.");
        else if (stop.GetString()!.Length is 0 or > MostCharacters)
            fields.Report(Name, $"'{place}' must have 1 to {MostCharacters} characters, not {stop.GetString()!.Length}.");
        else
            return true;
        return false;
    }
}
