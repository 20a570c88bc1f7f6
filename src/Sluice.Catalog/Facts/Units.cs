namespace Sluice.Catalog.Facts;

/// <summary>The units a catalog file may write, and what one of each is in the base unit of its quantity.</summary>
public static class Units
{
    static readonly Dictionary<Quantity, Dictionary<string, double>> Table = new()
    {
        [Quantity.Count] = new(StringComparer.Ordinal)
        {
            ["layers"] = 1,
            ["blocks"] = 1,
            ["dims"] = 1,
            ["heads"] = 1,
            ["groups"] = 1,
            ["tokens"] = 1,
            ["experts"] = 1,
            ["matrices"] = 1,
            ["taps"] = 1,
            ["sequences"] = 1,
            ["devices"] = 1,
            ["replicas"] = 1,
            ["parameters"] = 1,
            ["billion parameters"] = 1e9,
            ["cores"] = 1,
        },
        [Quantity.Bytes] = new(StringComparer.Ordinal)
        {
            ["B"] = 1,
            ["kB"] = 1e3,
            ["MB"] = 1e6,
            ["GB"] = 1e9,
            ["TB"] = 1e12,
            ["KiB"] = 1024,
            ["MiB"] = 1048576,
            ["GiB"] = 1073741824,
            ["TiB"] = 1099511627776,
        },
        [Quantity.Bandwidth] = new(StringComparer.Ordinal) { ["MB/s"] = 1e6, ["GB/s"] = 1e9, ["TB/s"] = 1e12, ["Gbit/s"] = 1.25e8 },
        [Quantity.Compute] = new(StringComparer.Ordinal) { ["GFLOP/s"] = 1e9, ["TFLOP/s"] = 1e12, ["PFLOP/s"] = 1e15 },
        [Quantity.Duration] = new(StringComparer.Ordinal) { ["us"] = 1e-6, ["ms"] = 1e-3, ["s"] = 1 },
        [Quantity.Bits] = new(StringComparer.Ordinal) { ["bits"] = 1 },
        [Quantity.Fraction] = new(StringComparer.Ordinal) { ["fraction"] = 1, ["%"] = 0.01 },
    };

    /// <summary>The units allowed for a quantity, in the order of the table: for messages.</summary>
    public static IEnumerable<string> Of(Quantity quantity) => Table[quantity].Keys;

    /// <summary>What one <paramref name="unit"/> is in the base unit; false when the quantity is not written in that unit.</summary>
    public static bool TryGetFactor(Quantity quantity, string unit, out double factor) => Table[quantity].TryGetValue(unit, out factor);
}
