using System.Text.Json;
using Sluice.Templates;

namespace Sluice.Tests.Templates;

/// <summary>One line of a collection of renderings: what Python's Jinja made of a template, or how it failed.</summary>
internal sealed record GoldenCase(JsonElement Line)
{
    public string Name => Line.TryGetProperty("id", out var id)
        ? id.GetString()!
        : $"{Line.GetProperty("template").GetString()} on {Line.GetProperty("conversation").GetString()} with {Line.GetProperty("kwargs").GetRawText()}";

    /// <summary>Whether the case uses what no known chat template does: refusing it by name is then right, too.</summary>
    bool MayBeRefused => Line.TryGetProperty("beyond", out _);

    /// <summary>Null when the rendering agrees; else one line that tells how it does not.</summary>
    public string? Difference(Func<string> render)
    {
        var (text, error) = Try(render);
        if (error is { Kind: TemplateErrorKind.Unsupported } && MayBeRefused)
            return error.Line > 0 ? null : $"{Name}: refused without a line";
        if (Line.TryGetProperty("text", out var expected))
            return text == expected.GetString() ? null : $"{Name}: expected {expected.GetRawText()}, got {Shown(text, error)}";

        var kind = Line.GetProperty("error").GetString();
        var message = Line.GetProperty("message").GetString();
        var agrees = error is not null && error.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase)
            && (error.Kind != TemplateErrorKind.Raised || error.Message == message);
        return agrees ? null : $"{Name}: expected {kind} error '{message}', got {Shown(text, error)}";
    }

    static (string? Text, TemplateException? Error) Try(Func<string> render)
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

    static string Shown(string? text, TemplateException? error) => error is null ? JsonSerializer.Serialize(text) : $"{error.Kind} error '{error.Report}'";
}
