namespace Sluice.Templates;

/// <summary>An error on its way out of the interpreter, before its place in the template is added.</summary>
internal sealed class TemplateFault(TemplateErrorKind kind, string message) : Exception(message)
{
    public TemplateErrorKind Kind { get; } = kind;

    /// <inheritdoc cref="TemplateException.Path"/>
    public IReadOnlyList<string>? Path { get; init; }

    public static TemplateFault Type(string message) => new(TemplateErrorKind.Type, message);

    public static TemplateFault Value(string message) => new(TemplateErrorKind.Value, message);

    public static TemplateFault Missing(string message) => new(TemplateErrorKind.Missing, message);

    public static TemplateFault Security(string message) => new(TemplateErrorKind.Security, message);

    public static TemplateFault Limit(string message) => new(TemplateErrorKind.Limit, message);

    public static TemplateFault Recursion(string message) => new(TemplateErrorKind.Recursion, message);

    public static TemplateFault Unsupported(string what) =>
        new(TemplateErrorKind.Unsupported, $"{what} is not supported here.");
}
