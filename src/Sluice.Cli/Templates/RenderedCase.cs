using System.Text.Json;
using Sluice.Cli.Problems;
using Sluice.Templates;

namespace Sluice.Cli.Templates;

/// <summary>One line of a collection of renderings: what Python's Jinja made of a template, or how it failed.</summary>
/// <param name="Place">File and line, for messages.</param>
internal sealed record RenderedCase(string Place, JsonElement Line)
{
    public string Name => Line.TryGetProperty("id", out _) ? Text("id") : $"{Text("template")} on {Text("conversation")} with {Member("kwargs").GetRawText()}";

    /// <summary>Whether the case uses what no known chat template does: refusing it by name is then right, too.</summary>
    private bool MayBeRefused => Line.TryGetProperty("beyond", out _);

    public CaseVerdict Judge(Func<string> render)
    {
        (string? text, TemplateException? error) = Try(render);
        if (error is { Kind: TemplateErrorKind.Unsupported, Line: > 0 } && MayBeRefused) return CaseVerdict.Refused;
        if (Line.TryGetProperty("text", out _))
        {
            string expected = Text("text");
            return text == expected ? CaseVerdict.Agrees : CaseVerdict.Differs(text is null ? $"expected a text, got {Shown(error!)}" : TextDifference.Of(expected, text));
        }

        (string kind, string message) = (Text("error"), Text("message"));
        bool agrees = error is not null && error.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase)
            && (error.Kind != TemplateErrorKind.Raised || error.Message == message);
        return agrees ? CaseVerdict.Agrees : CaseVerdict.Differs($"expected the {kind} error '{message}', got {(error is null ? "a text" : Shown(error))}");
    }

    public JsonElement Member(string name) => Line.ValueKind == JsonValueKind.Object && Line.TryGetProperty(name, out JsonElement value)
        ? value
        : throw new CouldNotRunException(Place, $"the case has no '{name}'");

    public string Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } value
        ? value.GetString()!
        : throw new CouldNotRunException(Place, $"'{name}' of the case is no text");

    private static (string? Text, TemplateException? Error) Try(Func<string> render)
    {
        try
        {
            return (render(), null);
        }
        catch (TemplateException error)
        {
            return (null, error);
        }
    }

    private static string Shown(TemplateException error) =>
        $"the {error.Kind.ToString().ToLowerInvariant()} error '{error.Report}'";
}
