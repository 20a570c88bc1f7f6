namespace Sluice.Catalog.Facts;

/// <summary>What a figure measures; each has a closed set of units and one base unit that code computes in.</summary>
public enum Quantity
{
    /// <summary>A count of things; the unit says of what (layers, heads, experts, tokens, dims, matrices, devices …).</summary>
    Count,

    /// <summary>Base unit: bytes.</summary>
    Bytes,

    /// <summary>Base unit: bytes per second.</summary>
    Bandwidth,

    /// <summary>Base unit: floating point operations per second.</summary>
    Compute,

    /// <summary>Base unit: seconds.</summary>
    Duration,

    /// <summary>Bits per weight or per cached value, scales included.</summary>
    Bits,

    /// <summary>A share between 0 and 1; written as fraction or %.</summary>
    Fraction,
}
