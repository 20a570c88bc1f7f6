using System.Globalization;
using System.Numerics;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Generation;

/// <summary>Writes a number between all bounds and on all multiples, exactly: everything is counted in units of a power of ten.</summary>
internal sealed class NumberWriter(GenerationRun run, IReadOnlyList<SchemaNode> schemas)
{
    const int MaxDigits = 400; // before and behind the point; numbers beyond are not written
    const int Spread = 1_000; // multiples of the step, away from a bound or from zero

    public string? Write(bool wholeOnly)
    {
        var bounds = schemas.SelectMany(Numbers).ToList();
        if (bounds.Any(number => Math.Abs(number.Magnitude) > MaxDigits || number.Digits.Length > MaxDigits))
            return run.Fail(schemas, $"numbers of more than {MaxDigits} digits are not written");

        var decimals = bounds.Select(Decimals).Append(wholeOnly ? 0 : run.Random.Next(4)).Max();
        var step = schemas.Where(schema => schema.MultipleOf is not null)
            .Select(schema => Units(schema.MultipleOf!.Value, decimals))
            .Append(wholeOnly ? BigInteger.Pow(10, decimals) : BigInteger.One)
            .Aggregate((one, other) => one / BigInteger.GreatestCommonDivisor(one, other) * other);
        var (least, most) = Range(decimals, step);
        if (least > most)
            return run.Fail(schemas, "no number lies between the bounds and fits \"multipleOf\"");
        return Text((least + Pick(most - least)) * step, decimals);
    }

    /// <summary>The range of multiples of the step, open ends closed at some distance.</summary>
    (BigInteger Least, BigInteger Most) Range(int decimals, BigInteger step)
    {
        BigInteger? least = null, most = null;
        foreach (var schema in schemas)
        {
            if (schema.Minimum is { } minimum)
                least = Max(least, CeilingOf(Units(minimum, decimals), step));
            if (schema.ExclusiveMinimum is { } above)
                least = Max(least, CeilingOf(Units(above, decimals) + 1, step));
            if (schema.Maximum is { } maximum)
                most = Min(most, -CeilingOf(-Units(maximum, decimals), step));
            if (schema.ExclusiveMaximum is { } below)
                most = Min(most, -CeilingOf(1 - Units(below, decimals), step));
        }

        return (least ?? (most ?? Spread) - Spread - run.Random.Next(2) * Spread, most ?? (least ?? 0) + Spread);
    }

    /// <summary>Between 0 and <paramref name="width"/>, its ends more often than others.</summary>
    BigInteger Pick(BigInteger width) => run.Random.Next(8) switch
    {
        0 => BigInteger.Zero,
        1 => width,
        _ => width <= int.MaxValue - 1 ? run.Random.Next((int)width + 1) : width * run.Random.Next(1_000_000) / 1_000_000,
    };

    string Text(BigInteger units, int decimals)
    {
        var digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = digits[..^decimals];
        if (decimals > 0 && digits[^decimals..].TrimEnd('0') is { Length: > 0 } fraction)
            text += "." + fraction;
        if (units.Sign < 0)
            text = "-" + text;
        if (!run.Options.VarySpelling)
            return text;
        return run.Random.Next(6) switch
        {
            0 when !text.Contains('.', StringComparison.Ordinal) => text + ".0",
            1 => text + "e0",
            2 when !text.Contains('.', StringComparison.Ordinal) && units.Sign != 0 => text + "0E-1",
            _ => text,
        };
    }

    static IEnumerable<JsonNumber> Numbers(SchemaNode schema) =>
        new[] { schema.Minimum, schema.ExclusiveMinimum, schema.Maximum, schema.ExclusiveMaximum, schema.MultipleOf }.OfType<JsonNumber>();

    /// <summary>Digits behind the point.</summary>
    static int Decimals(JsonNumber number) => (int)Math.Max(0, number.Digits.Length - number.Magnitude);

    static BigInteger Units(JsonNumber number, int decimals) => number.Sign == 0
        ? BigInteger.Zero
        : number.Sign * BigInteger.Parse(number.Digits, NumberStyles.None, CultureInfo.InvariantCulture) * BigInteger.Pow(10, (int)(number.Magnitude - number.Digits.Length) + decimals);

    static BigInteger CeilingOf(BigInteger value, BigInteger divisor) => value.Sign > 0 ? (value + divisor - 1) / divisor : value / divisor;

    static BigInteger Max(BigInteger? one, BigInteger other) => one is { } value ? BigInteger.Max(value, other) : other;

    static BigInteger Min(BigInteger? one, BigInteger other) => one is { } value ? BigInteger.Min(value, other) : other;
}
