using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

/// <summary>The attributes of numbers: <c>is_integer</c> and the parts of a number; the rest of Python's is refused.</summary>
internal static class NumberMethods
{
    static readonly MethodTable Whole = new MethodTable()
        .Add("bit_length", [], (self, _, _) => IntegerValue.Of((long)System.Numerics.BigInteger.Abs(Operators.Numbers.Integer(self)).GetBitLength()))
        .Add("conjugate", [], (self, _, _) => Operators.Arithmetic.Plus(self))
        .Refuse("int", "as_integer_ratio", "bit_count", "from_bytes", "to_bytes");

    static readonly MethodTable Real = new MethodTable()
        .Add("is_integer", [], (self, _, _) => BoolValue.Of(double.IsFinite(Number(self)) && Math.Floor(Number(self)) == Number(self)))
        .Add("conjugate", [], (self, _, _) => self)
        .Refuse("float", "as_integer_ratio", "fromhex", "hex");

    public static Value? Find(Value owner, string name) => name switch
    {
        "real" => owner is FloatValue ? owner : Operators.Arithmetic.Plus(owner),
        "imag" => owner is FloatValue ? new FloatValue(0) : IntegerValue.Of(0),
        "numerator" when owner is not FloatValue => Operators.Arithmetic.Plus(owner),
        "denominator" when owner is not FloatValue => IntegerValue.Of(1),
        _ => (owner is FloatValue ? Real : Whole).Find(owner, name),
    };

    static double Number(Value value) => ((FloatValue)value).Number;
}
