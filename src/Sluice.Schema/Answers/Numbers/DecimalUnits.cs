using System.Globalization;
using System.Numerics;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Numbers;

/// <summary>Numbers as whole counts of 10^-<paramref name="scale"/>, so that all arithmetic is exact.</summary>
internal readonly struct DecimalUnits(int scale)
{
    public static readonly JsonNumber One = JsonNumber.Parse("1"u8);

    /// <summary>Decimal places that one unit has.</summary>
    public int Scale { get; } = scale;

    /// <summary>Decimal places that a number needs; below zero for round ones.</summary>
    public static long PlacesOf(JsonNumber number) => number.Digits.Length - number.Magnitude;

    public static BigInteger PowerOfTen(int exponent) => BigInteger.Pow(10, exponent);

    /// <summary>The number in these units; it must need no more places than they have.</summary>
    public BigInteger Of(JsonNumber number) => number.Sign == 0 ? 0
        : number.Sign * BigInteger.Parse(number.Digits, NumberStyles.None, CultureInfo.InvariantCulture) * PowerOfTen((int)(Scale - PlacesOf(number)));

    /// <summary>The number that so many units make, times a power of ten.</summary>
    public JsonNumber NumberOf(BigInteger units, long exponent = 0) =>
        JsonNumber.Parse(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{units}e{exponent - Scale}")));
}
