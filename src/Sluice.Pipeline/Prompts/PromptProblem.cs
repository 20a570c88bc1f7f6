namespace Sluice.Pipeline.Prompts;

/// <summary>The place of a prompt that cannot be read.</summary>
/// <param name="Line">Line within the prompt's own text, from 1.</param>
/// <param name="Message">The column, and what is wrong there.</param>
public sealed record PromptProblem(int Line, string Message)
{
    /// <summary>What may stand between the braces.</summary>
    public const string Allowed = "Jinja, such as {{ field }}, {{ field.inner }}, {{ field[:1200] }} and {% if field %}";
}
