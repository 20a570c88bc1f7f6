using Sluice.Catalog.Blocks;

namespace Sluice.Catalog.Models;

/// <summary>How many bits each class of weights takes in one way of serving a model, scales included.</summary>
/// <param name="Name">E.g. <c>mxfp4</c>; the first of a model is its default.</param>
/// <param name="KvBits">Per cached key or value number.</param>
/// <param name="StateBits">Per number of recurrent state.</param>
/// <param name="ResidentOnly">Bytes that are loaded but read by no ordinary step (a draft layer, a vision tower).</param>
public sealed record Precision(string Name, IReadOnlyDictionary<WeightClass, double> Bits, double KvBits, double StateBits, double ResidentOnly = 0)
{
    /// <summary>What a weight takes when its class is not listed: 16 bits, as checkpoints are published.</summary>
    public const double DefaultBits = 16;

    public double BitsOf(WeightClass weights) => Bits.TryGetValue(weights, out var bits) ? bits : DefaultBits;
}
