using Sluice.Templates.Text;

namespace Sluice.Templates.Values;

/// <param name="written">How JSON spelled it; null for a number that was computed or stands in the template.</param>
internal sealed class FloatValue(double number, string? written = null) : Value
{
    public double Number => number;

    public string? Written => written;

    public override string TypeName => "float";

    public override bool IsTrue => number != 0;

    public override void WriteRepr(ReprWriter writer) => writer.Append(FloatText.Repr(number));

    public override Value? GetAttribute(string name) => Methods.NumberMethods.Find(this, name);

    public override bool Equals(object? obj) => Operators.Numbers.AreEqual(this, obj);

    public override int GetHashCode() => Operators.Numbers.Hash(number);
}
