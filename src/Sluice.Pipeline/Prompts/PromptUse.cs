namespace Sluice.Pipeline.Prompts;

/// <summary>One place where a prompt reads answers of another step.</summary>
/// <param name="Step">Whose; null where it reads all of them, or one whose name it computes.</param>
/// <param name="Field">Of the answer; null where it reads the whole of it.</param>
/// <param name="Line">From 1.</param>
public sealed record PromptUse(string? Step, string? Field, string File, long? Line);
