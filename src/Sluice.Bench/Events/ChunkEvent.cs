namespace Sluice.Bench.Events;

/// <summary>One chunk of a stream that had a <c>choices</c> entry: when it was read and what it carried. Chunks read together have the same time.</summary>
/// <param name="At">On the log's clock.</param>
/// <param name="Reasoning">Characters of reasoning.</param>
/// <param name="Answer">Characters of the answer.</param>
/// <param name="Calls">Characters of tool calls.</param>
/// <param name="Tokens">Tokens by the server's word (token ids, or a usage that counts along); null when it said nothing about this chunk.</param>
public readonly record struct ChunkEvent(TimeSpan At, int Reasoning, int Answer, int Calls, int? Tokens)
{
    /// <summary>Whether the model wrote something in it; a role, a finish reason or a keep-alive has nothing.</summary>
    public bool HasText => Characters > 0;

    public int Characters => Reasoning + Answer + Calls;
}
