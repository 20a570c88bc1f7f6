namespace Sluice.Templates.Values;

/// <summary>A slice standing among several indices, as in <c>a[1:2, 3]</c>: nothing takes it, and nothing but a subscript can hold it.</summary>
internal sealed class SliceValue : Value
{
    public static readonly SliceValue Instance = new();

    SliceValue()
    {
    }

    public override string TypeName => "slice";

    public override bool IsHashable => false;

    public override void WriteRepr(ReprWriter writer) => writer.Append("slice");
}
