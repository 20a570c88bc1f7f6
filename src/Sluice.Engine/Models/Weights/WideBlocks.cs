using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Engine.Models.Weights;

/// <summary>
/// Rewrites blocks of 32 weights with a scale and a minimum (Q4_1, Q5_1: weight = scale · code + minimum) as Q8_0
/// (weight = scale · code). The error is half a step of 1/127 of the block's largest weight, an eighth or less of what
/// the 4- or 5-bit rounding had already cost.
/// </summary>
internal static class WideBlocks
{
    public const int Weights = 32;      // in a block, in all three types
    public const int WideBytes = 34;    // Q8_0: half scale, 32 signed bytes

    const int ScaleBytes = 2, CodesAt = 4; // half scale, half minimum, then the codes

    /// <param name="blocks">Whole blocks of the narrow type.</param>
    /// <param name="fifthBits">True for Q5_1, whose fifth bits stand in 4 bytes before the codes; false for Q4_1.</param>
    /// <param name="wide">Takes the Q8_0 blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // runs once, over millions of blocks: no time to warm up
    public static void Widen(ReadOnlySpan<byte> blocks, bool fifthBits, Span<byte> wide)
    {
        var size = NarrowBytes(fifthBits);
        Span<sbyte> codes = stackalloc sbyte[Weights]; // narrow code -> wide code
        while (blocks.Length > 0)
        {
            var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(blocks);
            var minimum = (float)BinaryPrimitives.ReadHalfLittleEndian(blocks[ScaleBytes..]);
            var levels = fifthBits ? 32 : 16;
            var largest = MathF.Max(MathF.Abs(minimum), MathF.Abs(scale * (levels - 1) + minimum));
            var wideScale = (Half)(largest / 127);
            BinaryPrimitives.WriteHalfLittleEndian(wide, wideScale);
            var inverse = largest > 0 ? 1 / (float)wideScale : 0;
            for (var code = 0; code < levels; code++)
                codes[code] = (sbyte)Math.Clamp(MathF.Round((scale * code + minimum) * inverse), -127, 127);

            var target = MemoryMarshal.Cast<byte, sbyte>(wide.Slice(ScaleBytes, Weights));
            if (fifthBits)
                FillFive(blocks[CodesAt..size], codes, target);
            else
                FillFour(blocks[CodesAt..size], codes, target);
            blocks = blocks[size..];
            wide = wide[WideBytes..];
        }
    }

    public static int NarrowBytes(bool fifthBits) => fifthBits ? 24 : 20;

    // The low halves of 16 bytes are weights 0 to 15, the high halves 16 to 31; sixteen codes are one shuffle.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void FillFour(ReadOnlySpan<byte> packed, ReadOnlySpan<sbyte> codes, Span<sbyte> target)
    {
        var halves = Vector128.Create(packed);
        var table = Vector128.Create(codes);
        Vector128.Shuffle(table, (halves & Vector128.Create((byte)15)).AsSByte()).CopyTo(target);
        Vector128.Shuffle(table, (halves >>> 4).AsSByte()).CopyTo(target[16..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void FillFive(ReadOnlySpan<byte> packed, ReadOnlySpan<sbyte> codes, Span<sbyte> target)
    {
        var fifth = BinaryPrimitives.ReadUInt32LittleEndian(packed);
        packed = packed[sizeof(uint)..];
        for (var i = 0; i < Weights / 2; i++)
        {
            target[i] = codes[(packed[i] & 15) | (int)(fifth >> i & 1) << 4];
            target[i + Weights / 2] = codes[packed[i] >> 4 | (int)(fifth >> (i + Weights / 2) & 1) << 4];
        }
    }
}
