namespace Sluice.Templates.Values;

internal sealed class NoneValue : Value
{
    public static readonly NoneValue Instance = new();

    NoneValue()
    {
    }

    public override string TypeName => "NoneType";

    public override bool IsTrue => false;

    public override void WriteRepr(ReprWriter writer) => writer.Append("None");
}
