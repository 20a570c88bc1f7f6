namespace Sluice.Pipeline.Prompts;

/// <summary>A place of a prompt that cannot be read.</summary>
/// <param name="Line">Line within the prompt's own text, from 1.</param>
/// <param name="Message">What stands there and what is wrong with it.</param>
public sealed record PromptProblem(int Line, string Message)
{
    /// <summary>What may stand between the braces.</summary>
    public const string Allowed = "{{ field }}, {{ field.inner }} and a slice of a text, {{ field[:1200] }}";
}
