namespace Sluice.Protocol.Chat;

/// <summary>A function the model asks to have called.</summary>
/// <param name="Id">The server's name for this call; empty when it gave none.</param>
/// <param name="Name">The function.</param>
/// <param name="Arguments">JSON text as the model wrote it, which may be invalid.</param>
public sealed record ToolCall(string Id, string Name, string Arguments);
