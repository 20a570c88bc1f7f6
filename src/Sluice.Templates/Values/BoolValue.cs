using System.Numerics;

namespace Sluice.Templates.Values;

/// <summary>A number in Python: equal to 1 or 0, and counted as such.</summary>
internal sealed class BoolValue : Value
{
    public static readonly BoolValue True = new(true);
    public static readonly BoolValue False = new(false);

    readonly bool value;

    BoolValue(bool value) => this.value = value;

    public static BoolValue Of(bool value) => value ? True : False;

    public override string TypeName => "bool";

    public override bool IsTrue => value;

    public BigInteger Number => value ? BigInteger.One : BigInteger.Zero;

    public override void WriteRepr(ReprWriter writer) => writer.Append(value ? "True" : "False");

    public override Value? GetAttribute(string name) => Methods.NumberMethods.Find(this, name);

    public override bool Equals(object? obj) => Operators.Numbers.AreEqual(this, obj);

    public override int GetHashCode() => Operators.Numbers.Hash(Number);
}
