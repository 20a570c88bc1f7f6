namespace Sluice.Catalog.Importing;

/// <summary>Bits per weight of ggml's tensor types: bytes of a block × 8 / weights in it (ggml.c, type traits).</summary>
static class GgmlTypes
{
    static readonly Dictionary<uint, double> Bits = new()
    {
        [0] = 32,
        [1] = 16,
        [2] = 4.5,
        [3] = 5,
        [6] = 5.5,
        [7] = 6,
        [8] = 8.5,
        [9] = 9,
        [10] = 2.625,
        [11] = 3.4375,
        [12] = 4.5,
        [13] = 5.5,
        [14] = 6.5625,
        [15] = 9.125,
        [16] = 2.0625,
        [17] = 2.3125,
        [18] = 3.0625,
        [19] = 1.5625,
        [20] = 4.5,
        [21] = 3.4375,
        [22] = 2.5625,
        [23] = 4.25,
        [29] = 1.75,
        [24] = 8,
        [25] = 16,
        [26] = 32,
        [27] = 64,
        [28] = 64,
        [30] = 16,
        [34] = 1.6875,
        [35] = 2.0625,
        [39] = 4.25,
    };

    public static bool TryGetBits(uint type, out double bits) => Bits.TryGetValue(type, out bits);
}
