using System.Text.Json;

namespace Sluice.Protocol.Chat;

/// <summary>A text that is made when it is sent and is never whole in memory, since the prompts of a load are many and may be long.</summary>
public abstract class WrittenText
{
    /// <summary>Writes it as one JSON string (by <see cref="Utf8JsonWriter.WriteStringValueSegment(ReadOnlySpan{byte}, bool)"/>), the same each time.</summary>
    public abstract void WriteTo(Utf8JsonWriter json);
}
