namespace Sluice.Pipeline.Configuration;

/// <summary>A worked answer: one earlier turn of the conversation.</summary>
/// <param name="Prompt">The step's prompt, filled in with the example's input.</param>
/// <param name="Answer">The answer as JSON that is valid under the step's schema, or as plain text where the step has none.</param>
public sealed record StepExample(string Prompt, string Answer);
