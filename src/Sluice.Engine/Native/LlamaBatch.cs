using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary><c>llama_batch</c>: the tokens of one step. The arrays belong to the caller. Passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaBatch
{
    public int TokenCount;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** SequenceIds;
    public sbyte* WantsLogits;
}
