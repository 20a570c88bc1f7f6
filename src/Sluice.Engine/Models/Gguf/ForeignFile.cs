using System.Buffers.Binary;

namespace Sluice.Engine.Models.Gguf;

/// <summary>What a file is that is no GGUF model, by its first bytes: people fetch the wrong file of a model's page, or a page in its place.</summary>
internal static class ForeignFile
{
    const int MostHeader = 100 << 20; // bytes; the longest header that safetensors allows

    /// <summary>A clause such as "it is a safetensors file; …"; null when the bytes tell nothing.</summary>
    /// <param name="first">The first 16 bytes, or fewer.</param>
    public static string? Name(ReadOnlySpan<byte> first)
    {
        const string convert = "fetch the model's GGUF file, or make one with llama.cpp's convert_hf_to_gguf.py";
        if (first.StartsWith("PK\u0003\u0004"u8))
            return $"it is a zip archive, as PyTorch's weights are; {convert}";
        if (first.Length > 9 && BinaryPrimitives.ReadUInt64LittleEndian(first) is > 0 and < MostHeader && first[8] == '{')
            return $"it is a safetensors file; {convert}";
        if (first is [0x1F, 0x8B, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..])
            return "it is compressed; unpack it first";
        if (first.StartsWith("version https://"u8))
            return "it is a Git LFS pointer in place of the model; `git lfs pull` fetches the model itself";
        if (first.StartsWith("lmgg"u8) || first.StartsWith("fmgg"u8) || first.StartsWith("tjgg"u8) || first.StartsWith("algg"u8))
            return $"it is a GGML file of before GGUF, which nothing reads any more; {convert}";
        return first.TrimStart(" \t\r\n"u8) is [(byte)'<', ..] ? "it is a web page, not the model (a download that needed a login, or a wrong address?)" : null;
    }
}
