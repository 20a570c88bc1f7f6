namespace Sluice.Protocol.Client;

/// <summary>What one chunk adds to one tool call; a part that the chunk does not have is empty. UTF-8, valid during the call only.</summary>
public readonly ref struct ToolCallDelta(int index, ReadOnlySpan<byte> id, ReadOnlySpan<byte> name, ReadOnlySpan<byte> arguments)
{
    /// <summary>Which call of the answer it belongs to.</summary>
    public int Index { get; } = index;

    public ReadOnlySpan<byte> Id { get; } = id;

    public ReadOnlySpan<byte> Name { get; } = name;

    public ReadOnlySpan<byte> Arguments { get; } = arguments;
}
