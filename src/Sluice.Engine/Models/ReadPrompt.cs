namespace Sluice.Engine.Models;

/// <summary>A conversation as its model reads it.</summary>
/// <param name="Tokens">What the model is given.</param>
/// <param name="Text">The same as text, control tokens spelled.</param>
internal sealed record ReadPrompt(int[] Tokens, string Text);
