namespace Sluice.Protocol.Client;

/// <summary>The tool-call parts of one chunk.</summary>
public readonly ref struct ToolCallDeltas
{
    readonly ReadOnlySpan<Part> _parts;
    readonly ReadOnlySpan<byte> _text;

    internal ToolCallDeltas(ReadOnlySpan<Part> parts, ReadOnlySpan<byte> text)
    {
        _parts = parts;
        _text = text;
    }

    public int Count => _parts.Length;

    public ToolCallDelta this[int index]
    {
        get
        {
            var part = _parts[index];
            return new(part.Index, _text[part.Id], _text[part.Name], _text[part.Arguments]);
        }
    }

    /// <summary>Where the texts of one delta stand in the shared buffer.</summary>
    internal readonly record struct Part(int Index, Range Id, Range Name, Range Arguments);
}
