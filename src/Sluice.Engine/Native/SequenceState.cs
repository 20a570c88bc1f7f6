using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary>What one sequence left in the KV pool of a context, copied out of it, to be put into another context of the same model and settings.</summary>
internal sealed unsafe class SequenceState : SafeHandle
{
    /// <param name="length">Bytes.</param>
    /// <param name="tokens">Of the sequence.</param>
    public SequenceState(nuint length, int tokens) : base(0, ownsHandle: true)
    {
        (Length, Tokens) = (length, tokens);
        SetHandle((nint)NativeMemory.Alloc(length));
    }

    /// <summary>In bytes.</summary>
    public nuint Length { get; }

    /// <summary>How many tokens of the sequence it holds.</summary>
    public int Tokens { get; }

    public byte* Start => !IsClosed ? (byte*)handle : throw new ObjectDisposedException(nameof(SequenceState));

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
