using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Sluice.Cli.Answers;

/// <summary>Shows an answer of any schema: a row for each value, and for grounded ones the words they stand in, marked.</summary>
internal static class AnswerTable
{
    /// <param name="mark">Whether the value may be coloured; else it stands in brackets.</param>
    /// <param name="width">Columns of the screen.</param>
    public static Table Of(GroundedAnswer answer, bool mark, int width)
    {
        int around = Math.Clamp((width - 55) / 2, 12, 60); // what field, value and borders usually leave
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(answer.Id)), Expand = false };
        table.AddColumns("field", "value", "in the text");
        string shown = "";
        foreach ((string path, string field, JsonElement value) in Values(answer.Answer, "", ""))
        {
            string quoted = answer.Spans.Where(span => span.InstancePath == path).Take(1).ToArray() is [var span]
                ? Quoted(Quotation.Of(answer.Source, span.Start, span.Length, around), mark)
                : "";
            table.AddRow(field == shown ? "" : Markup.Escape(field), Markup.Escape(Text(value)), quoted);
            shown = field;
        }
        return table;
    }

    private static string Quoted(Quotation quotation, bool mark) => mark
        ? $"{Markup.Escape(quotation.Before)}[black on yellow]{Markup.Escape(quotation.Value)}[/]{Markup.Escape(quotation.After)}"
        : Markup.Escape(quotation.ToString());

    /// <summary>Every value that holds no others, with its JSON pointer and the field it belongs to.</summary>
    private static IEnumerable<(string Path, string Field, JsonElement Value)> Values(JsonElement value, string path, string field) => value.ValueKind switch
    {
        JsonValueKind.Object when value.EnumerateObject().Any() => value.EnumerateObject().SelectMany(property =>
            Values(property.Value, $"{path}/{Escaped(property.Name)}", field.Length == 0 ? property.Name : $"{field}.{property.Name}")),
        JsonValueKind.Array when value.GetArrayLength() > 0 => value.EnumerateArray().SelectMany((item, index) =>
            Values(item, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"), field)),
        _ => [(path, field, value)],
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
