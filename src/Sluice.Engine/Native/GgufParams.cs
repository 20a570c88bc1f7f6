using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary><c>gguf_init_params</c>: read the header only. Passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GgufParams
{
    public byte NoAllocation;
    public nint Context;
}
