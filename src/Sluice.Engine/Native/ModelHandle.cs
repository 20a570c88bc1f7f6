using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary>Owns one loaded <c>llama_model</c>.</summary>
internal sealed class ModelHandle : SafeHandle
{
    public ModelHandle(nint model) : base(0, ownsHandle: true) => SetHandle(model);

    public override bool IsInvalid => handle == 0;

    public nint Pointer => !IsClosed ? handle : throw new ObjectDisposedException(nameof(ModelHandle));

    protected override bool ReleaseHandle()
    {
        Llama.FreeModel(handle);
        return true;
    }
}
