using System.Globalization;
using System.Numerics;

namespace Sluice.Templates.Values;

/// <summary>An integer without bound in principle; <see cref="MaxBits"/> in practice.</summary>
internal sealed class IntegerValue : Value
{
    /// <summary>Bits an integer may take: a template may not square a number until memory ends.</summary>
    public const int MaxBits = 1 << 15;

    const int WordProductsPerStep = 64;  // products of machine words that cost about as much as running a statement
    const int MostDigits = 4300;         // digits; the bound of Python 3.11's int-to-text conversion (sys.int_info)
    const int SmallFrom = -16, SmallTo = 1024;

    static readonly IntegerValue[] Small = [.. Enumerable.Range(SmallFrom, SmallTo - SmallFrom).Select(n => new IntegerValue(n))];

    IntegerValue(BigInteger number) => Number = number;

    public BigInteger Number { get; }

    public override string TypeName => "int";

    public override bool IsTrue => !Number.IsZero;

    /// <summary>Multiplying and dividing take time by the square of the length.</summary>
    public override long Weight => 1 + Words * Words / WordProductsPerStep;

    long Words => Number.GetByteCount() / sizeof(ulong);

    public static IntegerValue Of(int number) =>
        number is >= SmallFrom and < SmallTo ? Small[number - SmallFrom] : new(number);

    public static IntegerValue Of(BigInteger number)
    {
        if (number >= SmallFrom && number < SmallTo)
            return Small[(int)number - SmallFrom];
        return number.GetBitLength() <= MaxBits ? new(number) : throw TooLarge();
    }

    public static TemplateFault TooLarge() => TemplateFault.Limit($"an integer grew beyond {MaxBits} bits");

    public override void WriteRepr(ReprWriter writer) => writer.Append(ToDigits());

    public string ToDigits()
    {
        if (Number.GetBitLength() > MostDigits * 4L)
            throw TooManyDigits();
        var digits = Number.ToString(CultureInfo.InvariantCulture);
        return digits.Length - (Number.Sign < 0 ? 1 : 0) <= MostDigits ? digits : throw TooManyDigits();
    }

    public override Value? GetAttribute(string name) => Methods.NumberMethods.Find(this, name);

    public override bool Equals(object? obj) => Operators.Numbers.AreEqual(this, obj);

    public override int GetHashCode() => Operators.Numbers.Hash(Number);

    static TemplateFault TooManyDigits() =>
        TemplateFault.Value($"Exceeds the limit ({MostDigits} digits) for integer string conversion");
}
