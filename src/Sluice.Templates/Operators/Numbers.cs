using System.Numerics;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>Booleans, integers and floats as one family: equal, ordered and hashed by their number.</summary>
internal static class Numbers
{
    const double ExactIntegers = 9007199254740992;   // 2^53: beyond it not every integer has a double

    /// <summary>The number of an integer or boolean.</summary>
    public static bool TryInteger(Value? value, out BigInteger number)
    {
        number = value switch { IntegerValue integer => integer.Number, BoolValue truth => truth.Number, _ => default };
        return value is IntegerValue or BoolValue;
    }

    public static bool IsNumber(Value value) => value is IntegerValue or BoolValue or FloatValue;

    public static double ToDouble(Value value) => value is FloatValue number ? number.Number : ToDouble(Integer(value));

    public static BigInteger Integer(Value value) => TryInteger(value, out var number) ? number
        : throw TemplateFault.Type($"'{value.TypeName}' object cannot be interpreted as an integer");

    /// <summary>The nearest double, ties to even.</summary>
    public static double ToDouble(BigInteger number) =>
        BigInteger.Abs(number) < (BigInteger)ExactIntegers ? (double)number : Ratio(number, BigInteger.One);

    /// <summary>The double nearest to a quotient of integers, ties to even.</summary>
    public static double Ratio(BigInteger numerator, BigInteger denominator)
    {
        if (BigInteger.Abs(numerator) < (BigInteger)ExactIntegers && BigInteger.Abs(denominator) < (BigInteger)ExactIntegers)
            return (double)numerator / (double)denominator;

        var negative = numerator.Sign < 0 != denominator.Sign < 0;
        (numerator, denominator) = (BigInteger.Abs(numerator), BigInteger.Abs(denominator));
        // Bring the quotient to 55 bits or more, fold what is left over into the last bit, and let one conversion round.
        var shift = 56 - (int)(numerator.GetBitLength() - denominator.GetBitLength());
        var scaled = shift >= 0 ? numerator << shift : numerator;
        var quotient = BigInteger.DivRem(scaled, shift >= 0 ? denominator : denominator << -shift, out var remainder);
        if (!remainder.IsZero)
            quotient |= BigInteger.One;
        var extra = (int)quotient.GetBitLength() - 53 - Math.Max(0, -1021 - ((int)quotient.GetBitLength() - shift));
        var rounded = Round(quotient, Math.Max(extra, 0));
        var result = Math.ScaleB((double)rounded, Math.Max(extra, 0) - shift);
        if (double.IsInfinity(result))
            throw TemplateFault.Value("integer division result too large for a float");
        return negative ? -result : result;
    }

    public static bool AreEqual(Value left, object? right) => (left, right) switch
    {
        (FloatValue a, FloatValue b) => a.Number == b.Number,
        (FloatValue a, IntegerValue or BoolValue) => SameNumber(a.Number, Integer((Value)right!)),
        (_, FloatValue b) => SameNumber(b.Number, Integer(left)),
        (_, IntegerValue or BoolValue) => Integer(left) == Integer((Value)right!),
        _ => false,
    };

    /// <summary>Negative, zero or positive; null when one is not a number (NaN), which compares with nothing.</summary>
    public static int? Compare(Value left, Value right)
    {
        if (left is not FloatValue && right is not FloatValue)
            return Integer(left).CompareTo(Integer(right));
        if (left is FloatValue a && right is FloatValue b)
            return double.IsNaN(a.Number) || double.IsNaN(b.Number) ? null : a.Number.CompareTo(b.Number);
        return left is FloatValue x ? CompareMixed(x.Number, Integer(right)) : -CompareMixed(((FloatValue)right).Number, Integer(left));
    }

    public static int Hash(BigInteger number) => HashCode.Combine(number);

    public static int Hash(double number) =>
        double.IsFinite(number) && Math.Floor(number) == number ? Hash(new BigInteger(number)) : HashCode.Combine(number);

    static BigInteger Round(BigInteger quotient, int drop)
    {
        if (drop == 0)
            return quotient;
        var kept = quotient >> drop;
        var rest = quotient - (kept << drop);
        var half = rest.CompareTo(BigInteger.One << (drop - 1));
        return half > 0 || (half == 0 && !kept.IsEven) ? kept + 1 : kept;
    }

    static bool SameNumber(double real, BigInteger whole) =>
        double.IsFinite(real) && Math.Floor(real) == real && new BigInteger(real) == whole;

    static int? CompareMixed(double real, BigInteger whole)
    {
        if (double.IsNaN(real))
            return null;
        if (double.IsInfinity(real))
            return real > 0 ? 1 : -1;
        var floor = Math.Floor(real);
        var order = new BigInteger(floor).CompareTo(whole);
        return order != 0 ? order : real > floor ? 1 : 0;
    }
}
