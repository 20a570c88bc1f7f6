using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary><c>llama_model_params</c> of llama.cpp v0.4.0: how a model file is loaded. Passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaModelParams
{
    public nint Devices;
    public nint TensorBufferOverrides;
    public int GpuLayers;
    public int SplitMode;
    public int LoadMode;
    public int LazyMode;
    public int MainGpu;
    public nint TensorSplit;
    public nint ProgressCallback;
    public nint ProgressCallbackData;
    public nint MetadataOverrides;
    public byte VocabularyOnly;
    public byte CheckTensors;
    public byte UseExtraBuffers;
    public byte NoHost;
    public byte NoAllocation;
    public byte LoadMtp;
}
