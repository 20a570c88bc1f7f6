using System.Numerics;
using Sluice.Templates.Formatting;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>The arithmetic operators with Python's types: text and lists add and repeat, integers are exact, <c>/</c> gives floats.</summary>
internal static class Arithmetic
{
    public static Value Add(Value left, Value right, Rendering rendering) => (left, right) switch
    {
        (TextValue a, TextValue b) => AddTexts(a, b, rendering),
        (UndefinedValue a, _) => throw a.Fault(),
        (_, UndefinedValue b) => throw b.Fault(),
        (ListValue a, ListValue b) => AddItems(a, b, rendering),
        (TupleValue a, TupleValue b) => new TupleValue(AddItems(a, b, rendering).Items),
        _ when Numbers.IsNumber(left) && Numbers.IsNumber(right) => AddNumbers(left, right),
        (TextValue or ListValue or TupleValue, _) =>
            throw TemplateFault.Type($"can only concatenate {left.TypeName} (not \"{right.TypeName}\") to {left.TypeName}"),
        _ => throw Unfit("+", left, right),
    };

    public static Value Subtract(Value left, Value right)
    {
        RequireNumbers("-", left, right);
        return IsFloat(left, right)
            ? new FloatValue(Numbers.ToDouble(left) - Numbers.ToDouble(right))
            : IntegerValue.Of(Numbers.Integer(left) - Numbers.Integer(right));
    }

    public static Value Multiply(Value left, Value right, Rendering rendering)
    {
        if (left is UndefinedValue || right is UndefinedValue)
            throw ((left as UndefinedValue) ?? (UndefinedValue)right).Fault();
        if (left is TextValue or SequenceValue)
            return Repeat(left, right, rendering);
        if (right is TextValue or SequenceValue)
            return Repeat(right, left, rendering);

        RequireNumbers("*", left, right);
        if (IsFloat(left, right))
            return new FloatValue(Numbers.ToDouble(left) * Numbers.ToDouble(right));
        var (a, b) = (Numbers.Integer(left), Numbers.Integer(right));
        if (a.GetBitLength() + b.GetBitLength() > IntegerValue.MaxBits)
            throw IntegerValue.TooLarge();
        return IntegerValue.Of(a * b);
    }

    public static Value Divide(Value left, Value right)
    {
        RequireNumbers("/", left, right);
        RequireDivisor(right, IsFloat(left, right) ? "float division by zero" : "division by zero");
        return new FloatValue(IsFloat(left, right)
            ? Numbers.ToDouble(left) / Numbers.ToDouble(right)
            : Numbers.Ratio(Numbers.Integer(left), Numbers.Integer(right)));
    }

    public static Value FloorDivide(Value left, Value right)
    {
        RequireNumbers("//", left, right);
        RequireDivisor(right, "integer division or modulo by zero");
        return IsFloat(left, right)
            ? new FloatValue(FloorDivide(Numbers.ToDouble(left), Numbers.ToDouble(right)).Quotient)
            : IntegerValue.Of(FloorDivide(Numbers.Integer(left), Numbers.Integer(right)).Quotient);
    }

    /// <summary>The remainder with the divisor's sign; for text on the left, formatting.</summary>
    public static Value Modulo(Value left, Value right, Rendering rendering)
    {
        if (left is TextValue text)
            return PercentFormat.Apply(text, right, rendering);
        RequireNumbers("%", left, right);
        RequireDivisor(right, "integer modulo by zero");
        return IsFloat(left, right)
            ? new FloatValue(FloorDivide(Numbers.ToDouble(left), Numbers.ToDouble(right)).Remainder)
            : IntegerValue.Of(FloorDivide(Numbers.Integer(left), Numbers.Integer(right)).Remainder);
    }

    public static Value Power(Value left, Value right)
    {
        RequireNumbers("**", left, right);
        if (!IsFloat(left, right) && Numbers.Integer(right).Sign >= 0)
            return WholePower(Numbers.Integer(left), Numbers.Integer(right));

        var (a, b) = (Numbers.ToDouble(left), Numbers.ToDouble(right));
        if (a == 0 && b < 0)
            throw TemplateFault.Value("0.0 cannot be raised to a negative power");
        if (a < 0 && double.IsFinite(a) && double.IsFinite(b) && Math.Floor(b) != b)
            throw TemplateFault.Unsupported("a complex number (a negative number to a broken power)");
        var result = Math.Pow(a, b);
        if (double.IsInfinity(result) && double.IsFinite(a) && double.IsFinite(b))
            throw TemplateFault.Value("(34, 'Numerical result out of range')");
        return new FloatValue(result);
    }

    public static Value Negate(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        FloatValue number => new FloatValue(-number.Number),
        IntegerValue or BoolValue => IntegerValue.Of(-Numbers.Integer(value)),
        _ => throw TemplateFault.Type($"bad operand type for unary -: '{value.TypeName}'"),
    };

    public static Value Plus(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        FloatValue or IntegerValue => value,
        BoolValue => IntegerValue.Of(Numbers.Integer(value)),
        _ => throw TemplateFault.Type($"bad operand type for unary +: '{value.TypeName}'"),
    };

    static TextValue AddTexts(TextValue left, TextValue right, Rendering rendering)
    {
        var safe = left.IsSafe || right.IsSafe;
        var (a, b) = safe ? (Escaped(left), Escaped(right)) : (left.Raw, right.Raw);
        rendering.ChargeText((long)a.Length + b.Length);
        return new(a + b, safe);
    }

    static string Escaped(TextValue text) => text.IsSafe ? text.Raw : HtmlEscape.Of(text.Raw);

    static ListValue AddItems(SequenceValue left, SequenceValue right, Rendering rendering)
    {
        rendering.Charge(left.Items.Length + right.Items.Length);
        return new([.. left.Items, .. right.Items]);
    }

    static Value AddNumbers(Value left, Value right) => IsFloat(left, right)
        ? new FloatValue(Numbers.ToDouble(left) + Numbers.ToDouble(right))
        : IntegerValue.Of(Numbers.Integer(left) + Numbers.Integer(right));

    static Value Repeat(Value row, Value times, Rendering rendering)
    {
        if (!Numbers.TryInteger(times, out var number))
            throw TemplateFault.Type($"can't multiply sequence by non-int of type '{times.TypeName}'");
        var length = row is TextValue t ? t.Raw.Length : ((SequenceValue)row).Items.Length;
        if (number.Sign <= 0 || length == 0)
            return row is TextValue empty ? empty.With("") : ((SequenceValue)row).Of([]);
        if (number > long.MaxValue)
            throw TemplateFault.Value("cannot fit 'int' into an index-sized integer");
        if (number > int.MaxValue)
            throw TemplateFault.Limit($"a text or list cannot be repeated {number} times");

        var count = (int)number;
        if (row is TextValue text)
        {
            rendering.ChargeText((long)length * count);
            return text.With(string.Concat(Enumerable.Repeat(text.Raw, count)));
        }

        rendering.Charge((long)length * count);
        var items = ((SequenceValue)row).Items;
        return ((SequenceValue)row).Of([.. Enumerable.Repeat(items, count).SelectMany(part => part)]);
    }

    static IntegerValue WholePower(BigInteger number, BigInteger power)
    {
        if (number.IsZero || number.IsOne)
            return IntegerValue.Of(power.IsZero ? BigInteger.One : number);
        if (power > IntegerValue.MaxBits || number.GetBitLength() * (long)power > IntegerValue.MaxBits)
            throw IntegerValue.TooLarge();
        return IntegerValue.Of(BigInteger.Pow(number, (int)power));
    }

    static (BigInteger Quotient, BigInteger Remainder) FloorDivide(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var remainder);
        return !remainder.IsZero && remainder.Sign != b.Sign ? (quotient - 1, remainder + b) : (quotient, remainder);
    }

    static (double Quotient, double Remainder) FloorDivide(double a, double b)
    {
        var remainder = a % b;
        var quotient = (a - remainder) / b;
        if (remainder == 0)
            remainder = Math.CopySign(0, b);
        else if (b < 0 != remainder < 0)
            (quotient, remainder) = (quotient - 1, remainder + b);

        if (quotient == 0)
            return (Math.CopySign(0, a / b), remainder);
        var floor = Math.Floor(quotient);
        return (quotient - floor > 0.5 ? floor + 1 : floor, remainder);
    }

    static bool IsFloat(Value left, Value right) => left is FloatValue || right is FloatValue;

    static void RequireNumbers(string sign, Value left, Value right)
    {
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
            return;
        if (left is UndefinedValue a)
            throw a.Fault();
        if (right is UndefinedValue b)
            throw b.Fault();
        if (sign == "-" && (left is DictViewValue || right is DictViewValue))
            throw TemplateFault.Unsupported("a set (the difference of keys or items of a dict)");
        throw Unfit(sign == "**" ? "** or pow()" : sign, left, right);
    }

    static void RequireDivisor(Value divisor, string otherwise)
    {
        if (!divisor.IsTrue)
            throw TemplateFault.Value(otherwise);
    }

    static TemplateFault Unfit(string sign, Value left, Value right) =>
        TemplateFault.Type($"unsupported operand type(s) for {sign}: '{left.TypeName}' and '{right.TypeName}'");
}
