namespace Sluice.Pipeline.Asking;

/// <summary>The turns that follow the prompt in a re-ask. Only the latest wrong answer is ever shown, so that the conversation does not grow.</summary>
/// <param name="Answer">The wrong answer, as the model's own turn; null asks anew without showing one.</param>
/// <param name="Words">What was wrong and what to do.</param>
internal sealed record Correction(string? Answer, string Words);
