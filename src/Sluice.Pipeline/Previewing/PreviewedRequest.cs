using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Previewing;

/// <summary>The first request for a record, as a run would send it.</summary>
/// <param name="Path">Below the server's base URL.</param>
/// <param name="Messages">What the model would read, for people.</param>
public sealed record PreviewedRequest(string Path, IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>Null for a line of a batch file.</summary>
    public ChatRequest? Chat { get; init; }

    /// <summary>The body of a line of a batch file, which is sent as it stands but for the model's name; null for a pipeline's request.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }
}
