using System.Globalization;

namespace Sluice.Pipeline.Concurrency;

/// <summary>How many records are asked about at the same time: so many, or as many as turns out to be best.</summary>
/// <param name="Fixed">Null for <see cref="Auto"/>.</param>
public readonly record struct ConcurrencySetting(int? Fixed)
{
    /// <summary>Found while running.</summary>
    public static ConcurrencySetting Auto => default;

    public bool IsAuto => Fixed is null;

    public static implicit operator ConcurrencySetting(int many) => new(many);

    /// <summary>No more than the most; what is found while running stays open.</summary>
    public ConcurrencySetting AtMost(int most) => Fixed is { } many ? Math.Min(many, most) : Auto;

    public override string ToString() => Fixed?.ToString(CultureInfo.InvariantCulture) ?? "auto";
}
