using System.Text.Json;

namespace Sluice.Protocol.Chat;

/// <summary>A function that the model may ask to have called.</summary>
/// <param name="Name">Unique in the request.</param>
/// <param name="Parameters">The JSON Schema of its arguments; null for a function without.</param>
/// <param name="Sent">The whole entry as it stands in the request, for the chat template.</param>
public sealed record ToolDefinition(string Name, JsonElement? Parameters, JsonElement Sent);
