namespace Sluice.Protocol.Chat;

/// <summary>One turn of a chat.</summary>
/// <param name="Role">system, user, assistant or tool; other words are passed on as they are.</param>
/// <param name="Content">The text; several text parts of a request are joined.</param>
public sealed record ChatMessage(string Role, string Content);
