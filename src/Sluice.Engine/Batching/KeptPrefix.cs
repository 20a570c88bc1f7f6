namespace Sluice.Engine.Batching;

/// <summary>A finished stream whose tokens stay in the KV pool, so that a prompt with the same beginning need not read it again.</summary>
internal sealed class KeptPrefix(int slot, int[] tokens, int[] cells, int promptLength, int proven)
{
    public int Slot { get; } = slot;

    /// <summary>The prompt and the answer, as far as the model has read them.</summary>
    public int[] Tokens { get; private set; } = tokens;

    public int[] Cells { get; private set; } = cells;

    /// <summary>Where the answer begins: a prompt that matches further goes on with this conversation.</summary>
    public int PromptLength { get; } = promptLength;

    /// <summary>The beginning that more than one prompt had. What follows, the tail, is worth keeping only for a conversation that goes on.</summary>
    public int Proven { get; set; } = proven;

    public int Tail => Tokens.Length - Proven;

    /// <summary>The step that used it last; the longest unused goes first.</summary>
    public long LastUse { get; set; }

    /// <summary>Cuts the tail off and gives its cells.</summary>
    public int[] CutTail()
    {
        var tail = Cells[Proven..];
        Tokens = Tokens[..Proven];
        Cells = Cells[..Proven];
        return tail;
    }
}
