using System.Globalization;
using System.Numerics;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

internal static class NumberFilters
{
    public static FilterTable AddTo(FilterTable table) => table
        .Add("int", ["default?", "base?"], ToInteger)
        .Add("float", ["default?"], (value, a, _) => Conversions.ToFloat(value) is { } number ? new FloatValue(number) : a[0] ?? new FloatValue(0))
        .Add("abs", [], Absolute)
        .Add("round", ["precision?", "method?"], Round);

    static Value ToInteger(Value value, Value?[] a, Rendering rendering)
    {
        var numberBase = a[1] is null ? 10 : Methods.TextArguments.Number(a[1], 10);
        if (Conversions.ToInteger(value, numberBase) is { } whole)
            return IntegerValue.Of(whole);
        // "42.23"|int is 42, by way of the float.
        return Conversions.ToFloat(value) is { } real && double.IsFinite(real)
            ? IntegerValue.Of(Conversions.Truncate(real)) : a[0] ?? IntegerValue.Of(0);
    }

    static Value Absolute(Value value, Value?[] a, Rendering rendering) => value switch
    {
        FloatValue number => new FloatValue(Math.Abs(number.Number)),
        IntegerValue or BoolValue => IntegerValue.Of(BigInteger.Abs(Numbers.Integer(value))),
        _ => throw TemplateFault.Type($"bad operand type for abs(): '{value.TypeName}'"),
    };

    static Value Round(Value value, Value?[] a, Rendering rendering)
    {
        const int mostPlaces = 400;      // places; a double has none worth rounding beyond
        var precision = a[0] is null ? 0 : Methods.TextArguments.Number(a[0], 0);
        precision = Math.Clamp(precision, -mostPlaces, mostPlaces);
        var method = a[1] is null ? "common" : a[1] is TextValue text ? text.Raw : "";
        if (method is not ("common" or "ceil" or "floor"))
            throw TemplateFault.Missing("method must be common, ceil or floor");
        if (method != "common")
            return RoundTo(value, precision, method, rendering);

        return value switch
        {
            FloatValue number => new FloatValue(RoundReal(number.Number, precision)),
            IntegerValue or BoolValue => IntegerValue.Of(RoundWhole(Numbers.Integer(value), precision)),
            _ => throw TemplateFault.Type($"type {value.TypeName} doesn't define __round__ method"),
        };
    }

    static Value RoundTo(Value value, int precision, string method, Rendering rendering)
    {
        var power = Arithmetic.Power(IntegerValue.Of(10), IntegerValue.Of(precision));
        var scaled = Arithmetic.Multiply(value, power, rendering) switch
        {
            FloatValue number => Conversions.Truncate(method == "ceil" ? Math.Ceiling(number.Number) : Math.Floor(number.Number)),
            IntegerValue whole => whole.Number,
            var other => throw TemplateFault.Type($"must be real number, not {other.TypeName}"),
        };
        return Arithmetic.Divide(IntegerValue.Of(scaled), power);
    }

    static double RoundReal(double number, int precision)
    {
        if (!double.IsFinite(number))
            return number;
        var digits = (double.IsNegative(number) ? "-" : "") + ExactDecimal.Fixed(number, precision);
        return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    static BigInteger RoundWhole(BigInteger number, int precision)
    {
        if (precision >= 0)
            return number;
        var unit = BigInteger.Pow(10, -precision);
        var quotient = BigInteger.DivRem(BigInteger.Abs(number), unit, out var rest);
        var half = (rest * 2).CompareTo(unit);
        if (half > 0 || (half == 0 && !quotient.IsEven))
            quotient++;
        return quotient * unit * number.Sign;
    }
}
