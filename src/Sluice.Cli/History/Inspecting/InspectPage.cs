using System.Globalization;
using System.Net;
using System.Text.Json;
using Sluice.Schema.Grounding;

namespace Sluice.Cli.History.Inspecting;

/// <summary>
/// Records as one HTML file that asks nothing of any network: the text with its marks beside the answer, a colour for each field, and the
/// field's name in each mark for those who do not see colours. A value leads to its place in the text.
/// </summary>
internal sealed class InspectPage(string title, string note, TextWriter output)
{
    private const int Colours = 6; // of fields; more begin anew

    private readonly List<string> fields = []; // in the order they are met: a field has one colour on the whole page
    private int records;

    public void Begin()
    {
        output.Write($$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{{Escaped(title)}}</title>
            <style>
            :root { color-scheme: light dark; --line: #d0d4da; --soft: #5b6470; --c0: #ffe08a; --c1: #b9e4c9; --c2: #bcd9ff; --c3: #f6c6d9; --c4: #ddcbff; --c5: #ffd0ad }
            @media (prefers-color-scheme: dark) { :root { --line: #3a414b; --soft: #a3adba; --c0: #6b5200; --c1: #1d5a37; --c2: #1c4a80; --c3: #74284a; --c4: #4b3583; --c5: #7a3f12 } }
            body { font: 16px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 1rem }
            h1 { font-size: 1.4rem; margin: .2rem 0 } h2 { font-size: 1.1rem; margin: 0 0 .3rem; overflow-wrap: anywhere }
            .note, .from { color: var(--soft); font-size: .875rem; margin: 0 0 .6rem; overflow-wrap: anywhere }
            article { border-top: 1px solid var(--line); padding: 1rem 0 }
            .both { display: grid; gap: 1rem } @media (min-width: 50rem) { .both { grid-template-columns: 3fr 2fr } }
            .text { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }
            mark { color: inherit; border-radius: .2em; padding: 0 .1em; scroll-margin-top: 4rem } mark:target { outline: 3px solid currentColor }
            mark sup { font-size: .65em; opacity: .8; margin-left: .2em; user-select: none }
            .f0 { background: var(--c0) } .f1 { background: var(--c1) } .f2 { background: var(--c2) } .f3 { background: var(--c3) } .f4 { background: var(--c4) } .f5 { background: var(--c5) }
            dl { margin: 0 } dt { font-weight: 600; margin-top: .5rem } dd { margin: 0 0 0 .8rem; overflow-wrap: anywhere } a { color: inherit }
            .none { color: var(--soft) }
            </style>
            </head>
            <body>
            <h1>{{Escaped(title)}}</h1>
            <p class="note">{{Escaped(note)}}</p>
            <main>

            """);
    }

    public void Add(InspectedRecord record)
    {
        int number = ++records;
        fields.AddRange(FieldNames.Of(record.Grounded.Spans).Except(fields));
        output.WriteLine($"<article aria-labelledby=\"r{number}\">");
        output.WriteLine($"<h2 id=\"r{number}\">{Escaped(record.Grounded.Id)}</h2><p class=\"from\">{Escaped(record.Provenance)}</p>");
        output.WriteLine("<div class=\"both\">");
        if (record.Problem is { } problem) output.WriteLine($"<p class=\"none\">{Escaped(problem)}</p>");
        else WriteText(record, number);
        output.WriteLine("<dl>");
        WriteValues(record.Grounded.Answer, "", "", record.Grounded.Spans, number);
        output.WriteLine("</dl>");
        output.WriteLine("</div>");
        output.WriteLine("</article>");
    }

    public void End()
    {
        if (records == 0) output.WriteLine("<p>No record is answered.</p>");
        output.WriteLine("</main>");
        output.WriteLine("</body>");
        output.WriteLine("</html>");
    }

    private void WriteText(InspectedRecord record, int number)
    {
        output.Write("<p class=\"text\">");
        var begun = new HashSet<GroundedSpan>();
        foreach (TextPiece piece in TextPiece.Of(record.Grounded.Source, record.Grounded.Spans))
        {
            if (piece.Spans.Count == 0)
            {
                output.Write(Escaped(piece.Text));
                continue;
            }

            // The span that begins here, else the innermost one.
            GroundedSpan shown = piece.Spans.FirstOrDefault(span => !begun.Contains(span), piece.Spans[^1]);
            string names = string.Join(", ", piece.Spans.Select(span => FieldNames.Of(span.InstancePath)).Distinct());
            string id = begun.Add(shown) ? $" id=\"{Anchor(number, shown.InstancePath)}\"" : "";
            int colour = fields.IndexOf(FieldNames.Of(shown.InstancePath)) % Colours;
            output.Write($"<mark class=\"f{colour.ToString(CultureInfo.InvariantCulture)}\"{id}>{Escaped(piece.Text)}<sup>{Escaped(names)}</sup></mark>");
        }

        output.WriteLine("</p>");
    }

    private void WriteValues(JsonElement value, string path, string field, IReadOnlyList<GroundedSpan> spans, int number)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    string name = field.Length == 0 ? property.Name : $"{field}.{property.Name}";
                    string at = $"{path}/{property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
                    if (property.Value.ValueKind != JsonValueKind.Object) output.WriteLine($"<dt>{Escaped(name)}</dt>");
                    WriteValues(property.Value, at, name, spans, number);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in value.EnumerateArray()) WriteValues(item, string.Create(CultureInfo.InvariantCulture, $"{path}/{index++}"), field, spans, number);
                if (index == 0) output.WriteLine("<dd class=\"none\">none</dd>");
                break;
            default:
                string text = Escaped(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
                output.WriteLine(spans.Any(span => span.InstancePath == path) ? $"<dd><a href=\"#{Anchor(number, path)}\">{text}</a></dd>" : $"<dd>{text}</dd>");
                break;
        }
    }

    /// <summary>A name that HTML and links take as it is.</summary>
    private static string Anchor(int number, string path) => string.Create(CultureInfo.InvariantCulture, $"r{number}{Uri.EscapeDataString(path).Replace("%", "_", StringComparison.Ordinal)}");

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
