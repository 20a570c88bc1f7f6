using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Pipeline.Sources;

/// <summary>A path to one value of a record: the part of JSONPath (RFC 9535) that names a single place, as <c>$.id</c>, <c>$.meta['doc id']</c>, <c>$.parts[0]</c>.</summary>
public sealed partial record RecordPath
{
    public const string Allowed = "a path to one value, such as $.id, $.meta['doc id'] or $.parts[0]";

    readonly IReadOnlyList<object> segments; // string: a property; int: an index

    RecordPath(string text, IReadOnlyList<object> segments)
    {
        Text = text;
        this.segments = segments;
    }

    public string Text { get; }

    /// <summary>The name it begins with: the column, for a record of texts.</summary>
    internal string? FirstName => segments[0] as string;

    /// <summary>The path to a property of the record itself.</summary>
    public static RecordPath Of(string name) => new($"$['{name}']", [name]);

    public static bool TryParse(string text, [NotNullWhen(true)] out RecordPath? path)
    {
        path = null;
        if (!Whole().IsMatch(text)) return false;

        var segments = new List<object>();
        foreach (Match match in Segment().Matches(text))
        {
            if (!match.Groups["index"].Success) segments.Add(match.Groups["name"].Value);
            else if (int.TryParse(match.Groups["index"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) segments.Add(index);
            else return false;
        }

        path = new RecordPath(text, segments);
        return true;
    }

    /// <summary>False when the record has nothing there.</summary>
    public bool TryFind(JsonElement record, out JsonElement value)
    {
        value = record;
        foreach (var segment in segments)
        {
            if (segment is string name && value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var property)) value = property;
            else if (segment is int index && value.ValueKind == JsonValueKind.Array && index < value.GetArrayLength()) value = value[index];
            else return false;
        }

        return true;
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"^\$(?:\.[\p{L}_][\p{L}\p{N}_-]*|\['[^'\\]+'\]|\[""[^""\\]+""\]|\[[0-9]{1,9}\])+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\.(?<name>[\p{L}_][\p{L}\p{N}_-]*)|\['(?<name>[^'\\]+)'\]|\[""(?<name>[^""\\]+)""\]|\[(?<index>[0-9]+)\]")]
    private static partial Regex Segment();
}
