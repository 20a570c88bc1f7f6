namespace Sluice.Engine;

/// <summary>How the KV pool holds the numbers of a token. The values are ggml's type numbers.</summary>
public enum KvType
{
    /// <summary>16-bit floats, llama.cpp's default.</summary>
    F16 = 1,

    /// <summary>8-bit blocks: about half the memory, at a small cost of quality and speed.</summary>
    Q8 = 8,

    /// <summary>4-bit blocks: about a quarter of the memory; answers suffer visibly with some models.</summary>
    Q4 = 2,

    /// <summary>32-bit floats: twice the memory.</summary>
    F32 = 0,

    /// <summary>Brain floats: 16 bits with the range of 32.</summary>
    BF16 = 30,
}
