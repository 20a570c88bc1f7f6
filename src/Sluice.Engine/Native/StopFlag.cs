using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary>Breaks off the step of a context from another thread; llama.cpp asks after each part of it. For contexts on the CPU.</summary>
internal sealed unsafe class StopFlag : SafeHandle
{
    public StopFlag() : base(0, ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed(sizeof(int)));

    public bool IsSet => Volatile.Read(ref *(int*)handle) != 0;

    public override bool IsInvalid => handle == 0;

    /// <summary>Nothing is run any more by contexts made with it.</summary>
    public void Set() => Volatile.Write(ref *(int*)handle, 1);

    /// <summary>Settings of a context that it stops. It must outlive that context.</summary>
    public LlamaContextParams In(LlamaContextParams settings)
    {
        settings.AbortCallback = (nint)(delegate* unmanaged[Cdecl]<void*, byte>)&Ask;
        settings.AbortCallbackData = handle;
        return settings;
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static byte Ask(void* flag) => (byte)(Volatile.Read(ref *(int*)flag) != 0 ? 1 : 0);
}
