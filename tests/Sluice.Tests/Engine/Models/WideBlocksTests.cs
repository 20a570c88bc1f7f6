using System.Buffers.Binary;
using Sluice.Engine.Models.Weights;

namespace Sluice.Tests.Engine.Models;

public sealed class WideBlocksTests
{
    const int Blocks = 50;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Widened_weights_differ_by_half_a_wide_step_at_most(bool fifthBits)
    {
        var narrow = RandomBlocks(fifthBits);
        var wide = new byte[Blocks * WideBlocks.WideBytes];

        WideBlocks.Widen(narrow, fifthBits, wide);

        for (var block = 0; block < Blocks; block++)
        {
            var before = Narrow(narrow.AsSpan(block * WideBlocks.NarrowBytes(fifthBits)), fifthBits);
            var (after, step) = Wide(wide.AsSpan(block * WideBlocks.WideBytes));
            for (var i = 0; i < 32; i++)
                Assert.InRange(after[i] - before[i], -0.51f * step, 0.51f * step);
        }
    }

    [Fact]
    public void A_block_of_zeros_stays_zero()
    {
        var wide = new byte[WideBlocks.WideBytes];

        WideBlocks.Widen(new byte[20], fifthBits: false, wide);

        Assert.All(wide, value => Assert.Equal(0, value));
    }

    static byte[] RandomBlocks(bool fifthBits)
    {
        var random = new Random(8);
        var blocks = new byte[Blocks * WideBlocks.NarrowBytes(fifthBits)];
        random.NextBytes(blocks);
        for (var at = 0; at < blocks.Length; at += WideBlocks.NarrowBytes(fifthBits))
        {
            BinaryPrimitives.WriteHalfLittleEndian(blocks.AsSpan(at), (Half)(random.NextDouble() * 0.02));
            BinaryPrimitives.WriteHalfLittleEndian(blocks.AsSpan(at + 2), (Half)(-random.NextDouble() * 0.2));
        }
        return blocks;
    }

    // By the format's definition, one weight at a time.
    static float[] Narrow(ReadOnlySpan<byte> block, bool fifthBits)
    {
        var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(block);
        var minimum = (float)BinaryPrimitives.ReadHalfLittleEndian(block[2..]);
        var codes = block[(fifthBits ? 8 : 4)..];
        var weights = new float[32];
        for (var i = 0; i < 32; i++)
        {
            var code = i < 16 ? codes[i] & 15 : codes[i - 16] >> 4;
            if (fifthBits && (block[4 + i / 8] >> (i % 8) & 1) != 0)
                code += 16;
            weights[i] = scale * code + minimum;
        }
        return weights;
    }

    static (float[] Weights, float Step) Wide(ReadOnlySpan<byte> block)
    {
        var step = (float)BinaryPrimitives.ReadHalfLittleEndian(block);
        var weights = new float[32];
        for (var i = 0; i < 32; i++)
            weights[i] = step * (sbyte)block[2 + i];
        return (weights, step);
    }
}
