namespace Sluice.Engine.Models.Gguf;

/// <summary>How many bytes weights of each type take. Source: the block structs of ggml, which the format is written in.</summary>
internal static class GgufTensorTypes
{
    // type number of ggml -> (weights in a block, bytes of a block)
    static readonly Dictionary<int, (int Weights, int Bytes)> Blocks = new()
    {
        [0] = (1, 4), [1] = (1, 2), [30] = (1, 2), [28] = (1, 8),          // F32, F16, BF16, F64
        [24] = (1, 1), [25] = (1, 2), [26] = (1, 4), [27] = (1, 8),        // I8 to I64
        [2] = (32, 18), [3] = (32, 20), [6] = (32, 22), [7] = (32, 24),    // Q4_0, Q4_1, Q5_0, Q5_1
        [8] = (32, 34), [9] = (32, 36),                                    // Q8_0, Q8_1
        [10] = (256, 84), [11] = (256, 110), [12] = (256, 144),            // Q2_K, Q3_K, Q4_K
        [13] = (256, 176), [14] = (256, 210), [15] = (256, 292),           // Q5_K, Q6_K, Q8_K
        [16] = (256, 66), [17] = (256, 74), [18] = (256, 98),              // IQ2_XXS, IQ2_XS, IQ3_XXS
        [19] = (256, 50), [20] = (32, 18), [21] = (256, 110),              // IQ1_S, IQ4_NL, IQ3_S
        [22] = (256, 82), [23] = (256, 136), [29] = (256, 56),             // IQ2_S, IQ4_XS, IQ1_M
        [34] = (256, 54), [35] = (256, 66), [39] = (32, 17),               // TQ1_0, TQ2_0, MXFP4
    };

    /// <summary>Bytes of a tensor; null for a type that this table does not know (llama.cpp then decides).</summary>
    public static long? BytesOf(GgufTensor tensor)
    {
        if (!Blocks.TryGetValue(tensor.Type, out var block))
            return null;
        var weights = 1L;
        foreach (var size in tensor.Shape)
            weights = checked(weights * size);
        return checked((weights + block.Weights - 1) / block.Weights * block.Bytes);
    }
}
