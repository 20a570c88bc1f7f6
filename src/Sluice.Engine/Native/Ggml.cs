using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary>The functions of libggml-base that fill a model's tensors from here instead of from its file.</summary>
internal static unsafe partial class Ggml
{
    public const string Library = "ggml-base";

    [LibraryImport(Library, EntryPoint = "gguf_init_from_file")]
    public static partial nint ReadHeader(byte* path, GgufParams settings);

    [LibraryImport(Library, EntryPoint = "gguf_free")]
    public static partial void FreeHeader(nint header);

    [LibraryImport(Library, EntryPoint = "gguf_set_tensor_type")]
    public static partial void SetTensorType(nint header, byte* name, int type);

    [LibraryImport(Library, EntryPoint = "ggml_get_name")]
    public static partial byte* TensorName(nint tensor);

    [LibraryImport(Library, EntryPoint = "ggml_nbytes")]
    public static partial nuint TensorBytes(nint tensor);

    [LibraryImport(Library, EntryPoint = "ggml_backend_tensor_set")]
    public static partial void SetTensor(nint tensor, byte* data, nuint offset, nuint size);
}
