namespace Sluice.Protocol.Chat;

/// <summary>One turn of a chat.</summary>
/// <param name="Role">system, user, assistant or tool; other words are passed on as they are.</param>
/// <param name="Content">The text; several text parts of a request are joined.</param>
public sealed record ChatMessage(string Role, string Content)
{
    /// <summary>Sent in place of <see cref="Content"/>; null for a text that is there.</summary>
    public WrittenText? Written { get; init; }
}
