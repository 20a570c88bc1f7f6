namespace Sluice.Protocol.Streaming;

/// <summary>One server-sent event, as raw UTF-8. Valid until the reader is touched again.</summary>
public readonly ref struct SseEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
{
    /// <summary>The <c>event</c> field; empty for the usual nameless event.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>The <c>data</c> lines joined with line feeds.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;
}
