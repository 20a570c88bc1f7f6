namespace Sluice.Protocol.Client;

/// <summary>The tool-call parts of one chunk.</summary>
public readonly ref struct ToolCallDeltas
{
    readonly ReadOnlySpan<Part> parts;
    readonly ReadOnlySpan<byte> text;

    internal ToolCallDeltas(ReadOnlySpan<Part> parts, ReadOnlySpan<byte> text)
    {
        this.parts = parts;
        this.text = text;
    }

    public int Count => parts.Length;

    public ToolCallDelta this[int index]
    {
        get
        {
            var part = parts[index];
            return new(part.Index, text[part.Id], text[part.Name], text[part.Arguments]);
        }
    }

    /// <summary>Where the texts of one delta stand in the shared buffer.</summary>
    internal readonly record struct Part(int Index, Range Id, Range Name, Range Arguments);
}
