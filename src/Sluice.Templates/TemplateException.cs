namespace Sluice.Templates;

/// <summary>A template that cannot be read, or cannot be rendered with these variables.</summary>
public sealed class TemplateException : Exception
{
    internal TemplateException(TemplateErrorKind kind, string message, int line, int column, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Line = line;
        Column = column;
        Path = (inner as TemplateFault)?.Path;
    }

    public TemplateErrorKind Kind { get; }

    /// <summary>Counted from 1.</summary>
    public int Line { get; }

    /// <summary>Counted from 1, in UTF-16 characters.</summary>
    public int Column { get; }

    /// <summary>What was undefined or could not be sliced: the names that lead to it from the variables. Null where there are none, or for another problem.</summary>
    public IReadOnlyList<string>? Path { get; }

    /// <summary>The message with its place before it. <see cref="Exception.Message"/> alone is what the template said.</summary>
    public string Report => $"line {Line}, column {Column}: {Message}";
}
