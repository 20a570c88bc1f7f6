namespace Sluice.Engine.Batching;

/// <summary>The longest beginning of a prompt that the KV pool has already.</summary>
/// <param name="Length">In tokens; 0 when there is none.</param>
/// <param name="Slot">The sequence that has it.</param>
/// <param name="Kept">Set when that is a finished one.</param>
/// <param name="Running">Set when that is a running one.</param>
internal readonly record struct PrefixMatch(int Length, int Slot, KeptPrefix? Kept, DecodingStream? Running)
{
    public static readonly PrefixMatch None = new(0, -1, null, null);

    public ReadOnlySpan<int> Cells => Kept is not null ? Kept.Cells.AsSpan(0, Length)
        : Running is not null ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Running.Cells)[..Length]
        : [];
}
