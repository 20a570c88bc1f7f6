namespace Sluice.Templates.Lexing;

/// <summary>The text of a template with its line ends made one kind, and the way from an offset back to a line.</summary>
internal sealed class TemplateSource
{
    public TemplateSource(string written)
    {
        var text = written.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        Text = text.EndsWith('\n') ? text[..^1] : text;
    }

    public string Text { get; }

    public TemplateException Error(TemplateErrorKind kind, string message, int at, Exception? inner = null)
    {
        at = Math.Min(at, Text.Length);
        var line = Text.AsSpan(0, at).Count('\n') + 1;
        var column = at - (at == 0 ? -1 : Text.LastIndexOf('\n', at - 1));
        return new TemplateException(kind, message, line, column, inner);
    }

    public TemplateException SyntaxError(string message, int at) => Error(TemplateErrorKind.Syntax, message, at);
}
