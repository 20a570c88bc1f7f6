using System.Globalization;
using System.Text.Json;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Templates;

/// <summary>Reads JSON that the command line names or holds; what is wrong with it becomes the command's problem.</summary>
internal static class JsonInput
{
    /// <param name="place">A file or option, for messages.</param>
    /// <param name="firstLine">The line of the file that the text begins on; null when it is no file.</param>
    public static JsonElement Parse(string text, string place, int? firstLine = 1)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException problem)
        {
            string line = firstLine is { } first ? string.Create(CultureInfo.InvariantCulture, $":{first + (problem.LineNumber ?? 0)}") : "";
            throw new CouldNotRunException(place + line, $"this is not JSON: {problem.Message.Split(" LineNumber:")[0].TrimEnd('.')}");
        }
    }

    /// <summary>The properties of an object.</summary>
    public static Dictionary<string, JsonElement> Members(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new CouldNotRunException(place, "this is no JSON object", "{\"name\": value, …}");
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject()) members[property.Name] = property.Value;
        return members;
    }
}
